"""App configuration of contacts."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The people."""

    name = "contacts"
