"""The one-command stack."""
