"""Delivery: a letter becomes a message, lies in the outbox, and arrives once."""
