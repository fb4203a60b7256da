"""The version of dpcap, in a module that imports nothing: every room may ask for it."""

__version__ = "0.1.0"
