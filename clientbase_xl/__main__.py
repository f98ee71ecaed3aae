"""`python -m clientbase_xl` is the same program as `clientbase`."""

from clientbase_xl.cli import main

main()
