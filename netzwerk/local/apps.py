"""App configuration of the local stack's pages."""

from django.apps import AppConfig


class LocalConfig(AppConfig):
    """Mails of the local catcher, readable in the browser."""

    name = "netzwerk.local"
    label = "local"
