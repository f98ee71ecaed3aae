"""Rights in the database itself, on PostgreSQL: who sees and who writes what, whatever program he uses (METHOD 7)."""
