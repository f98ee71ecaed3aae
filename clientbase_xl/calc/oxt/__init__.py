"""The extension of LibreOffice: a thin client of the standard library, and how `clientbase.oxt` is made of it."""
