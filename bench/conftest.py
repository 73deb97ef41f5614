"""Measurements run on the tests' database, as the restricted role."""

from tests.conftest import (
    _truncate_as_owner,
    django_db_setup,
    pytest_configure,
)

__all__ = ["_truncate_as_owner", "django_db_setup", "pytest_configure"]
