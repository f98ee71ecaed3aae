"""Foreign files become tables and problems."""
