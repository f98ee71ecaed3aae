"""Sales lines and the facts computed from them."""
