"""`python -m roireport`."""

import sys

from roireport.cli import main

if __name__ == "__main__":
    sys.exit(main())
