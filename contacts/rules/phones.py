"""Phone numbers: whose country a number without one belongs to, and how E.164 writes it."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from babel.core import get_global
from phonenumbers import NumberParseException, PhoneNumber, ValidationResult
from phonenumbers.phonemetadata import PhoneMetadata

# Longer is no number; parsing costs time.
LONGEST_NUMBER = 60
_INTERNATIONAL = re.compile(r"^\s*(\+|00)")


def region_for(time_zone: str, language: str) -> str:
    """Return the country (ISO 3166) whose numbers somebody writes without a country code; nothing when unknown.

    The time zone says where they are; where it names no country (UTC), German is mostly written in Germany.
    """
    return get_global("zone_territories").get(time_zone, "") or ("DE" if language.startswith("de") else "")


# An import asks for each number twice: to store it, and for what it is found by.
@lru_cache(maxsize=10_000)
def e164_of(number: str, region: str) -> str:
    """Return the number as E.164 has it (+49405550142), or nothing when that would be a guess.

    With its country code a number needs the right length; without one it must be a valid one of the region, and be
    written with the area code: what is dialled within a town alone cannot be dialled from elsewhere.
    """
    if len(number) > LONGEST_NUMBER:
        return ""
    try:
        parsed = phonenumbers.parse(_INTERNATIONAL.sub("+", number), region or None)
    except NumberParseException:
        return ""
    is_possible = phonenumbers.is_possible_number_with_reason(parsed) == ValidationResult.IS_POSSIBLE
    is_known = is_possible if _INTERNATIONAL.match(number) else _is_valid_with_area(parsed, number, region)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if is_known else ""


def _is_valid_with_area(parsed: PhoneNumber, number: str, region: str) -> bool:
    metadata = PhoneMetadata.metadata_for_region(region)
    begins_with_zero = metadata is not None and metadata.national_prefix == "0"
    digits = phonenumbers.normalize_digits_only(number)
    return phonenumbers.is_valid_number(parsed) and (digits.startswith("0") or not begins_with_zero)
