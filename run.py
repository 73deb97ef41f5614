#!/usr/bin/env python3
"""Netzwerk in one command: `python3 run.py` runs it, `python3 run.py test` tests it, `--help` tells the rest."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - run.py meets every Python
    sys.exit("Netzwerk needs Python 3.11 or later; this is " + sys.version.split()[0] + ".")

from netzwerk.local.bootstrap import main

if __name__ == "__main__":
    main(sys.argv[1:])
