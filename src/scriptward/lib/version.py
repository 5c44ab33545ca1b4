"""The version of the package: one place, which every floor may ask."""

__version__ = "0.1.0"
