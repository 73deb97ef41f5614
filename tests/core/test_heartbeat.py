"""Signs of life: who has fallen silent, and when nobody may be blamed."""

from __future__ import annotations

import runpy
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from netzwerk.celery import _note_beat
from netzwerk.core import heartbeat
from netzwerk.core.heartbeat import Machinery, Part, machinery, note, silent_part
from netzwerk.core.models import Heartbeat
from netzwerk.core.tasks import nudge_due_jobs
from netzwerk.local.paths import ROOT
from reminders.tasks import claim_due_digests

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def _silent(minutes: dict[Part, float], *, watching: float | None = 600, tick: float = 60) -> Part | None:
    seen = {part: NOW - MINUTE * ago for part, ago in minutes.items()}
    since = None if watching is None else NOW - MINUTE * watching
    return silent_part(seen, now=NOW, tick_seconds=tick, watching=since)


def test_who_ran_just_now_is_not_silent() -> None:
    assert _silent({Part.BEAT: 1, Part.WORKER: 1, Part.DIGESTS: 4.9}) is None


@pytest.mark.parametrize(
    ("minutes", "silent"),
    [
        ({Part.BEAT: 9, Part.WORKER: 9, Part.DIGESTS: 9}, Part.BEAT),  # nothing is due any more
        ({Part.BEAT: 0, Part.WORKER: 9, Part.DIGESTS: 9}, Part.WORKER),  # nobody works; or the broker is lost
        ({Part.BEAT: 0, Part.WORKER: 0, Part.DIGESTS: 9}, Part.DIGESTS),  # the tick breaks off
    ],
)
def test_the_first_silent_part_explains_the_others(minutes: dict[Part, float], silent: Part) -> None:
    assert _silent(minutes) == silent


def test_five_ticks_may_be_missed_and_never_less_than_five_minutes() -> None:
    assert _silent(dict.fromkeys(Part, 4.9), tick=1) is None
    assert _silent(dict.fromkeys(Part, 5.1), tick=1) == Part.BEAT
    assert _silent(dict.fromkeys(Part, 9.9), tick=120) is None
    assert _silent(dict.fromkeys(Part, 10.1), tick=120) == Part.BEAT


def test_after_a_start_nobody_is_blamed_for_what_was_before() -> None:
    yesterday = dict.fromkeys(Part, 24.0 * 60)
    assert _silent(yesterday, watching=4.9) is None
    assert _silent(yesterday, watching=5.1) == Part.BEAT


def test_a_new_installation_has_time_for_its_first_signs() -> None:
    assert _silent({}, watching=4) is None
    assert _silent({Part.BEAT: 1}, watching=4) is None


def test_a_part_that_was_never_started_is_missed_in_the_end() -> None:
    assert _silent({}, watching=6) == Part.BEAT
    assert _silent({Part.BEAT: 1}, watching=6) == Part.WORKER


def test_who_does_not_watch_misses_nobody_who_never_ran() -> None:
    assert _silent({}, watching=None) is None
    assert _silent({Part.BEAT: 9}, watching=None) == Part.BEAT


@given(
    st.dictionaries(st.sampled_from(Part), st.floats(-60, 10_000)),
    st.one_of(st.none(), st.floats(0, 10_000)),
    st.floats(0.5, 600),
)
def test_who_is_called_silent_has_not_run_for_five_minutes_and_five_ticks(
    minutes: dict[Part, float], watching: float | None, tick: float
) -> None:
    silent = _silent(minutes, watching=watching, tick=tick)

    if silent is not None:
        quiet_for = minutes.get(silent, watching)
        assert quiet_for is not None
        assert quiet_for * 60 > max(300, 5 * tick) - 1e-6
        assert watching is None or watching * 60 >= 5 * tick - 1e-6


def test_a_machine_that_slept_is_quiet_after_waking(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    awake = [1000.0]
    monkeypatch.setattr(heartbeat, "_offset", lambda: awake[0])
    now = timezone.now()
    heartbeat.watch_from(now - timedelta(days=2))
    for part in Part:
        note(part, now - timedelta(hours=8))
    assert machinery(now).silent == Part.BEAT

    awake[0] += 8 * 3600  # the clock on the wall went on
    assert machinery(now).silent is None
    assert machinery(now + timedelta(minutes=4)).silent is None
    assert machinery(now + timedelta(minutes=6)).silent == Part.BEAT


def test_a_clock_set_right_by_seconds_is_no_sleep(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    offsets = iter([1000.0, 1002.0, 998.0])
    monkeypatch.setattr(heartbeat, "_offset", lambda: next(offsets))
    now = timezone.now()
    heartbeat.watch_from(now - timedelta(days=2))
    note(Part.BEAT, now - timedelta(hours=8))

    assert machinery(now).silent == Part.BEAT
    assert machinery(now).silent == Part.BEAT


def test_signs_of_life_are_one_row_a_part_and_asked_for_in_one_query(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for minutes in (9, 6, 3):
        for part in Part:
            note(part, NOW - MINUTE * minutes)

    with django_assert_num_queries(1):
        found = machinery(NOW)

    assert dict(found.seen) == dict.fromkeys(Part, NOW - MINUTE * 3)
    assert Heartbeat.objects.count() == len(Part)


def test_a_sign_of_life_is_written_once_in_half_a_tick(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    note(Part.BEAT, NOW)
    with django_assert_num_queries(0):
        note(Part.BEAT, NOW + timedelta(seconds=settings.TICK_SECONDS / 4))
    note(Part.BEAT, NOW + MINUTE)
    assert machinery(NOW).seen[Part.BEAT] == NOW + MINUTE


def test_a_clock_that_went_back_is_believed(db: None) -> None:
    note(Part.BEAT, NOW + timedelta(days=1))
    note(Part.BEAT, NOW)

    assert machinery(NOW).seen[Part.BEAT] == NOW


def test_a_database_that_is_away_keeps_nobody_from_working(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        from django.db import OperationalError

        raise OperationalError("the password of alice is wrong")

    monkeypatch.setattr(type(Heartbeat.objects.all()), "bulk_create", refuse)

    note(Part.BEAT, NOW)

    assert "no sign of life of beat: OperationalError" in caplog.text
    assert "alice" not in caplog.text


def test_each_part_gives_its_own_sign_of_life(real_transactions: None) -> None:
    _note_beat()
    assert set(machinery(timezone.now()).seen) == {Part.BEAT}
    nudge_due_jobs()
    assert set(machinery(timezone.now()).seen) == {Part.BEAT, Part.WORKER}
    claim_due_digests()
    assert set(machinery(timezone.now()).seen) == set(Part)


def test_the_problem_is_told_in_words_and_local_time() -> None:
    at = NOW.replace(hour=7, minute=5)
    found = Machinery(NOW, {Part.WORKER: at}, Part.WORKER)

    with timezone.override("Europe/Berlin"):
        assert found.problem == "Mails are late: what sends them has not run since 8:05."
        with translation.override("de"):
            assert "seit 8:05 Uhr" in found.problem
        assert "has not run since 8:05" in found.problem_without_mails
    assert found.since == at


def test_an_older_day_is_named_and_never_is_said_so() -> None:
    assert "since 24 November, 9:00" in Machinery(NOW, {Part.BEAT: NOW - timedelta(days=2)}, Part.BEAT).problem
    assert "since Netzwerk was started" in Machinery(NOW, {}, Part.BEAT).problem


def test_all_is_well_without_words() -> None:
    found = Machinery(NOW, {})

    assert (found.problem, found.problem_without_mails, found.since) == ("", "", None)


def test_the_tick_for_digests_does_not_concern_whoever_gets_none() -> None:
    found = Machinery(NOW, {Part.DIGESTS: NOW - MINUTE * 9}, Part.DIGESTS)

    assert found.problem
    assert not found.problem_without_mails


def test_a_part_is_silent_for_its_container_when_it_never_ran_or_not_for_too_long(db: None) -> None:
    assert heartbeat.is_silent(Part.BEAT, NOW)
    note(Part.BEAT, NOW)

    assert not heartbeat.is_silent(Part.BEAT, NOW + 4 * MINUTE)
    assert heartbeat.is_silent(Part.BEAT, NOW + 6 * MINUTE)
    assert heartbeat.is_silent(Part.WORKER, NOW)


@pytest.mark.parametrize(("minutes", "code"), [(1, 0), (6, 1)])
def test_the_health_check_of_the_container_of_beat_reads_it(db: None, minutes: float, code: int) -> None:
    note(Part.BEAT, timezone.now() - minutes * MINUTE)

    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(ROOT / "docker" / "beat.py"))

    assert end.value.code == code
    assert "docker/beat.py" in (ROOT / "docker-compose.yml").read_text()
