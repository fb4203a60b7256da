"""Capability assessment as code for Douyin e-commerce brand service providers."""

__version__ = "0.1.0"
