"""The catalogue: every table of the product declared once."""
