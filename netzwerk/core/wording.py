"""Sentences of Django that our German says in a friendlier way: named here, they are part of our catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_noop

DJANGO_SENTENCES = (
    gettext_noop("This field is required."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
)
