"""The Celery application: worker and beat."""

import gc
import logging
import os
import sys
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import (
    beat_init,
    before_task_publish,
    celeryd_init,
    task_prerun,
    worker_before_create_process,
    worker_init,
    worker_process_shutdown,
)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netzwerk.settings")

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

from netzwerk.core.queues import CLOCK, NIGHT, QUEUES, WORK
from netzwerk.core.trace import begin, request_id_of, told

# Ticks that nobody ran in time are useless: the next one finds the same.
EACH_TICK = {"schedule": settings.TICK_SECONDS, "options": {"queue": CLOCK, "expires": settings.TICK_SECONDS * 2}}
# At night in Europe; a machine that sleeps then catches up when beat starts again.
NIGHTLY = {"schedule": crontab(hour=3, minute=10), "options": {"queue": NIGHT}}
EVERY_FIVE_MINUTES = {"schedule": 300.0, "options": {"queue": NIGHT, "expires": 600}}

app = Celery("netzwerk")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_connection_retry_on_startup=True,
    # For ever: a worker that gave up would have to be started by hand after a long outage.
    broker_connection_max_retries=None,
    broker_transport_options={
        **settings.BROKER_OPTIONS,
        "global_keyprefix": "netzwerk-jobs:",
        # Longer than the time limit, so that no task runs twice while its first run is alive.
        "visibility_timeout": 1200,
        # With kombu's defaults a killed worker's task came back after 104 s, with these after 11 s.
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
    },
    # A worker takes from all of them in turn; `-Q mails` makes one for mails alone.
    task_queues=[Queue(name, routing_key=name) for name in QUEUES],
    task_default_queue=WORK,
    task_default_routing_key=WORK,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=900,
    task_soft_time_limit=840,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    # Celery would open the database anew for each task, which costs as much as the half of a mail; see `_look_after`.
    CELERY_DB_REUSE_MAX=sys.maxsize,
    enable_utc=True,
    timezone="UTC",
    beat_scheduler="netzwerk.core.ticking:ThriftyScheduler",
    beat_schedule={
        "nudge-due-jobs": {"task": "netzwerk.core.tasks.nudge_due_jobs", **EACH_TICK},
        "claim-due-digests": {"task": "reminders.tasks.claim_due_digests", **EACH_TICK},
        "delete-due-accounts": {"task": "accounts.tasks.queue_due_deletions", **EACH_TICK},
        "purge": {"task": "netzwerk.core.tasks.purge", **NIGHTLY},
        "sweep-photos": {"task": "contacts.tasks.sweep_photos", **NIGHTLY},
        "forget-old-exports": {"task": "transfer.tasks.exports.forget_old_exports", **NIGHTLY},
        "sweep-files-on-their-way": {"task": "transfer.tasks.sweeping.sweep_files", **NIGHTLY},
        "forget-old-imports": {"task": "transfer.tasks.undoing.forget_old_imports", **NIGHTLY},
        "reread-cards": {"task": "transfer.tasks.rereading.reread_where_needed", **NIGHTLY},
        # Slow servers of others; whoever waits for something stands in another queue.
        "read-bounces": {"task": "reminders.tasks.read_bounces", **EVERY_FIVE_MINUTES},
        "plan-unplanned-mails": {"task": "reminders.tasks.plan_unplanned_mails", **NIGHTLY},
        "fail-stranded-digests": {"task": "reminders.tasks.fail_stranded_digests", **NIGHTLY},
        "measure-where-it-changed": {"task": "matching.tasks.measure_where_it_changed", **NIGHTLY},
    },
)
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def _refuse_powerful_role(**_kwargs: Any) -> None:
    from netzwerk.core.walls import refuse_powerful_role  # noqa: PLC0415 - the apps are loaded by now

    try:
        refuse_powerful_role()
    except ImproperlyConfigured as error:
        # Celery logs what a receiver raises and goes on; this it lets through.
        raise SystemExit(str(error)) from error


@celeryd_init.connect
@beat_init.connect
def _log_warnings(**_kwargs: Any) -> None:
    """Let warnings be lines of the log like all else that these processes say."""
    logging.captureWarnings(True)


@before_task_publish.connect
def _hand_over_request(headers: dict[str, Any] | None = None, **_kwargs: Any) -> None:
    """Send along the id of the request that asks for a task, so that both say it in the log."""
    request = told().get("request")
    if headers is not None and request:
        headers["netzwerk_request"] = request


@task_prerun.connect
def _look_after(task: Any = None, **_kwargs: Any) -> None:
    """Let go of connections that are old or broken, as Django does before each request; the others are kept."""
    begin(request=request_id_of(getattr(task.request, "netzwerk_request", "")))
    from django.db import close_old_connections  # noqa: PLC0415

    close_old_connections()


@worker_before_create_process.connect
def _share_what_is_loaded(**_kwargs: Any) -> None:
    """Leave out of each collection of garbage what a process has from its parent: what is touched is copied."""
    gc.freeze()


@beat_init.connect
def _give_signs_of_life(**_kwargs: Any) -> None:
    """Note that beat runs at its start and whenever it is about to send something; also when the broker is lost."""
    before_task_publish.connect(_note_beat)
    _note_beat()


def _note_beat(**_kwargs: Any) -> None:
    from django.db import close_old_connections  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from netzwerk.core.heartbeat import Part, note  # noqa: PLC0415 - the apps are loaded by now

    close_old_connections()  # nobody else does in this process, and the database may have been started anew
    note(Part.BEAT, timezone.now())


@worker_process_shutdown.connect
def _hang_up(**_kwargs: Any) -> None:
    """Say good-bye to the mail server when a worker's process ends."""
    from netzwerk.core.postal import hang_up  # noqa: PLC0415 - the apps are loaded by now

    hang_up()
