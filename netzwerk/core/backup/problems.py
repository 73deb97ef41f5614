"""What an operator can do something about: one sentence each."""


class BackupError(Exception):
    """A backup or a restore cannot be done; the text says why, and what to do."""
