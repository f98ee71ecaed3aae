"""Sheets as reports show them, one module per file format."""
