"""Phone numbers in E.164: whose country, and no guesses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.phones import e164_of, region_for


@pytest.mark.parametrize(
    ("time_zone", "language", "region"),
    [
        ("Europe/Berlin", "en", "DE"),
        ("Europe/Vienna", "de", "AT"),
        ("America/New_York", "en", "US"),
        ("UTC", "de-du", "DE"),
        ("UTC", "en", ""),
        ("Nowhere/At all", "en", ""),
    ],
)
def test_the_time_zone_says_the_country_and_then_german(time_zone: str, language: str, region: str) -> None:
    assert region_for(time_zone, language) == region


@pytest.mark.parametrize(
    ("number", "region", "e164"),
    [
        ("040 5550 142", "DE", "+49405550142"),
        ("(040) 5550-142", "DE", "+49405550142"),
        ("+49 (0)40 5550-142", "", "+49405550142"),
        ("0049 40 5550142", "", "+49405550142"),
        ("0170 1234567", "DE", "+491701234567"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("+٤٩٤٠٥٥٥٠١٤٢", "", "+49405550142"),
        ("040 5550142", "", ""),  # of which country?
        ("5550142", "DE", ""),  # of which town?
        ("110", "DE", ""),
        ("+49 1", "DE", ""),
        ("+1 555 0100", "", ""),
        ("ask Ruth", "DE", ""),
        ("", "DE", ""),
        ("0" * 1_000_000, "DE", ""),
    ],
)
def test_a_number_is_written_out_only_when_that_is_no_guess(number: str, region: str, e164: str) -> None:
    assert e164_of(number, region) == e164


@given(st.text(max_size=80), st.sampled_from(["DE", "AT", "US", "GB", "JP", "", "XX"]))
def test_whatever_is_typed_it_is_a_number_or_nothing(number: str, region: str) -> None:
    e164 = e164_of(number, region)
    assert e164 == "" or re.fullmatch(r"\+[1-9]\d{3,14}", e164)
    assert e164_of(e164, "") in (e164, "")
