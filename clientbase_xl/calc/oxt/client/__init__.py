"""What runs inside LibreOffice's own Python: the standard library only, as old as Python 3.8, nothing of the product.

The files lie in the extension as the package `clientbase_calc`; the worker imports `wire` and `places` from here.
"""
