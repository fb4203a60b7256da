"""How all stand by the ledger, as pages and data."""
