"""What processes of a worker share with the one that made them."""

from __future__ import annotations

import gc

from celery.signals import worker_before_create_process

import netzwerk.celery  # noqa: F401 - connects the signal


def test_what_is_loaded_is_left_alone_by_collections_of_a_worker_s_processes() -> None:
    before = gc.get_freeze_count()
    try:
        worker_before_create_process.send(None)

        assert gc.get_freeze_count() > before + 100_000
    finally:
        gc.unfreeze()
