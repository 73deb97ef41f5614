"""App configuration of the core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Loads the Celery application, so that `delay()` in the web process finds its broker."""

    name = "netzwerk.core"
    label = "core"

    def ready(self) -> None:
        """Import for the side effects: the Celery app becomes the current one, and conditions of ours are known."""
        import netzwerk.celery  # noqa: PLC0415
        import netzwerk.core.lookups  # noqa: F401, PLC0415
