"""A believable distributor that does not exist."""
