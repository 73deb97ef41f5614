"""Fills an account with the sample."""

from __future__ import annotations

from datetime import date

from accounts.models import User

SEED = 7


def furnish(user: User) -> None:
    """Fill with the sample."""


def fill_with_sample(*, user: User, today: date, seed: int = SEED) -> None:
    """Fill with the sample."""
