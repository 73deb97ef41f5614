"""App configuration of transfer."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """In and out."""

    name = "transfer"
