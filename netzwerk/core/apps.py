"""App configuration of the core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Loads the Celery application, so that `delay()` in the web process finds its broker."""

    name = "netzwerk.core"
    label = "core"

    def ready(self) -> None:
        """Import for the side effects: the Celery app becomes the current one, and conditions of ours are known."""
        import netzwerk.celery  # noqa: PLC0415
        import netzwerk.core.lookups  # noqa: PLC0415
        import netzwerk.core.proxy_check  # noqa: F401, PLC0415
        from netzwerk.core import purging  # noqa: PLC0415
        from netzwerk.core.jobs import forget_finished_jobs  # noqa: PLC0415
        from netzwerk.core.registry import Purge, purges  # noqa: PLC0415

        purges.add(Purge("finished jobs", forget_finished_jobs), order=0)
        purges.add(Purge("ended sessions", purging.forget_ended_sessions), order=10)
        purges.add(Purge("admin log", purging.forget_old_operations), order=30)
