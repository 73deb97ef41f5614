"""Filters by what is known about a person, and what they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import F, Func, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.filters.base import Asking, Choices, Filter
from contacts.filters.kinds import choice, choice_of_rows, day, flag, text
from contacts.languages import language_name
from contacts.models import (
    Closeness,
    Contact,
    Origin,
    Position,
    PostalAddress,
    Tag,
    Tagging,
    fold_name,
)
from contacts.queries.missing import is_missing

_MISSING: dict[str, Promise] = {
    "mail": _("Mail address"),
    "phone": _("Phone number"),
    "closeness": _("Closeness"),
    "origin": _("Origin"),
    "moment": _("Last in touch"),
    "birthday": _("Birthday"),
    "photo": _("Photo"),
}


def _named(pairs: Iterable[tuple[str, object]]) -> Choices:
    return [(value, str(label)) for value, label in pairs]


def _tags(asking: Asking) -> Choices:
    return [(str(pk), name) for pk, name in Tag.objects.for_user(asking.user).values_list("pk", "name")]


def _has_tag(value: str, asking: Asking) -> Q:
    return Q(pk__in=Tagging.objects.for_user(asking.user).filter(tag_id=value).values("contact_id"))


def _was_at(value: str, asking: Asking) -> Q:
    """Look in the names of the organisations of now and earlier, however they are written."""
    positions = Position.objects.for_user(asking.user).filter(organisation__owner=asking.user)
    return Q(pk__in=positions.filter(organisation__folded_name__contains=fold_name(value)).values("contact_id"))


def _lives_in(value: str, asking: Asking) -> Q:
    posted = PostalAddress.objects.for_user(asking.user).filter(city__icontains=value)
    return Q(place__icontains=value) | Q(pk__in=posted.values("contact_id"))


def _languages(asking: Asking) -> Choices:
    """Return the languages that somebody has, by name."""
    people = Contact.objects.for_user(asking.user).present().exclude(languages=[])
    codes = people.annotate(code=Func(F("languages"), function="unnest")).values_list("code", flat=True)
    return sorted(((code, language_name(code)) for code in codes.distinct().order_by()), key=lambda pair: pair[1])


def _entered_since(start: date, asking: Asking) -> Q:
    return Q(created_at__gte=datetime.combine(start, time.min, tzinfo=asking.user.zone))


TAG = choice_of_rows("tag", pgettext_lazy("filter", "Tag"), _tags, _has_tag)
ORIGIN = choice("origin", _("Origin"), lambda: _named(Origin.choices), lambda value, _asking: Q(origin=value))
CLOSENESS = choice(
    "closeness", _("Closeness"), lambda: _named(Closeness.choices), lambda value, _asking: Q(closeness=value)
)
ORGANISATION = text("organisation", _("Organisation"), _was_at)
PLACE = text("place", _("Place"), _lives_in)
LANGUAGE = Filter(
    key="language",
    label=_("Language"),
    kind="choice",
    read=lambda value: value if len(value) <= 8 and value.isascii() else None,
    fits=lambda value, _asking: Q(languages__contains=[value]),
    words=lambda value, _names: language_name(value),
    choices=_languages,
    is_named_by_choices=False,
)
HEART = flag("heart", _("Close to the heart"), lambda _asking: Q(is_close_to_heart=True))
INTERESTING = flag("interesting", _("Interesting"), lambda _asking: Q(is_interesting=True))
TRUSTED = flag("trusted", pgettext_lazy("quick mark", "Trusted"), lambda _asking: Q(trust=1))
WILLING = flag("willing", _("Willing to help"), lambda _asking: Q(willing_to_help=1))
STANDING = flag("standing", _("Standing in the field"), lambda _asking: Q(standing=1))
CONFLICT = flag("conflict", _("Ended in conflict"), lambda _asking: Q(ended_in_conflict=True))
MISSING = choice(
    "missing",
    pgettext_lazy("filter", "Missing"),
    lambda: _named(_MISSING.items()),
    lambda value, asking: is_missing(asking.user, value),
)
ENTERED_SINCE = day("entered_since", _("Entered since"), _entered_since)
