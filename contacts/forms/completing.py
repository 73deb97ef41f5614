"""Inputs that complete themselves from what the user has already."""

from __future__ import annotations

from django import forms
from django.urls import reverse_lazy


def completed(url_name: str) -> forms.TextInput:
    """Return a one-line input that offers what its address answers for the letters typed so far (`completion.js`)."""
    attributes = {
        "autocomplete": "off",
        "data-controller": "completion",
        "data-completion-url-value": reverse_lazy(url_name),
    }
    return forms.TextInput(attrs=attributes)
