"""Time zones with trouble, and runs of mails, for the tests of the schedule."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from reminders.rules.schedule import next_digest_at

BERLIN = ZoneInfo("Europe/Berlin")
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
AUCKLAND = ZoneInfo("Pacific/Auckland")
APIA = ZoneInfo("Pacific/Apia")
NUUK = ZoneInfo("America/Nuuk")
CAIRO = ZoneInfo("Africa/Cairo")

MONDAY = frozenset({0})
EVERY_DAY = frozenset(range(7))

zones = st.sampled_from(
    [BERLIN, LOS_ANGELES, AUCKLAND, APIA, NUUK, CAIRO]
    + [ZoneInfo(name) for name in ("UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo")]
)
weekday_sets = st.frozensets(st.integers(0, 6), min_size=1)
hours = st.integers(0, 23)
instants = st.datetimes(datetime(2005, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def run_of_mails(weekdays: frozenset[int], hour: int, zone: ZoneInfo, after: datetime, count: int) -> list[datetime]:
    """The instants of the next mails, each asked for right after the one before."""
    found: list[datetime] = []
    for _ in range(count):
        at = next_digest_at(weekdays, hour, zone, found[-1] if found else after)
        assert at is not None
        found.append(at)
    return found
