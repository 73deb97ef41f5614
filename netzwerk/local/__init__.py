"""The one-command stack: what `run.py` starts on a machine with nothing but Python.

`bootstrap` and what it imports use the standard library alone, because they install the rest.
"""
