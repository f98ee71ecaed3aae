"""Workbooks and table files for people and programs."""
