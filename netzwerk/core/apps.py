"""App configuration of the core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Loads the Celery application, so that `delay()` in the web process finds its broker."""

    name = "netzwerk.core"
    label = "core"

    def ready(self) -> None:
        """Import for the side effect of registering the Celery app as the current one."""
        import netzwerk.celery  # noqa: F401, PLC0415
