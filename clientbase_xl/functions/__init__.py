"""Cell functions: the registry that the spreadsheet hosts offer, one rule behind each function."""
