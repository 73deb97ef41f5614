"""Problems that the user can solve: one sentence that says what to do, and no traceback."""


class LocalError(Exception):
    """Something outside the program is not as it must be; the text says what to do about it."""
