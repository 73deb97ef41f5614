"""Time zones with trouble, and runs of mails, for the tests of the schedule."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import strategies as st

from reminders.rules.schedule import Rhythm, next_digest_at

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
        at = next_digest_at(Rhythm(weekdays, hour, zone), found[-1] if found else after)
        assert at is not None
        found.append(at)
    return found


every_zone = st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})).map(ZoneInfo)
# The years that the project promises.
promised_instants = st.datetimes(datetime(2023, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
promised_dates = st.dates(date(2023, 1, 1), date(2040, 12, 31))


either = st.booleans()


@st.composite
def rhythms(draw: st.DrawFn, day_mails: st.SearchStrategy[bool] = either) -> Rhythm:
    """What anybody may have chosen, anywhere, without a pause."""
    return Rhythm(
        weekdays=draw(weekday_sets),
        hour=draw(hours),
        zone=draw(every_zone),
        has_day_mails=draw(day_mails),
    )
