"""LibreOffice Calc as a host: what drives it lives here, and only here; importing needs no LibreOffice."""
