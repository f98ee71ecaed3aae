"""The client base of a B2B sales department, computed inside its spreadsheets."""

__version__ = "0.1.0"
