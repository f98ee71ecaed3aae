"""The product's side of an open LibreOffice: answers cell functions and presses buttons, one process per office."""
