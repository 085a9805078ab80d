"""``python -m studykit``."""

import sys

from studykit.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
