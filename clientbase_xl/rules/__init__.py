"""The method: one rule, one file, one test file."""
