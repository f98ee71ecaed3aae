"""`calc install | uninstall | doctor`: the extension in a user's LibreOffice and the interpreter that it starts."""
