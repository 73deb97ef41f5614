"""Sentences about what an import found: why somebody counts as known, what differs, why somebody stays."""

from __future__ import annotations

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contacts.models import Contact
from contacts.rules.partial_dates import AnnualDate
from contacts.services import NewContact
from contacts.wording import annual_words, dotted
from transfer.models import ImportRow
from transfer.queries.differing import ORGANISATION, ROLE, SINGLE_FIELDS
from transfer.records import PersonRecord

Known = ImportRow.Known
LONGEST_VALUE = 300


def why_known(reason: str, contact: Contact | None) -> SafeString:
    """Return why somebody counts as known, with a link to the person where there is one to see."""
    if contact is None:
        return format_html("{}", _unlinked(reason))
    if reason == Known.IN_BIN or contact.deleted_at:
        return format_html("{}", _("Lies in your bin and stays there."))
    address = reverse("contacts:contact-detail", args=[contact.pk])
    link = format_html('<a class="text-break" href="{}">{}</a>', address, contact.name)
    return format_html(_sentence(reason), person=link)


def perhaps_same_words() -> str:
    """Return what to do about two new people of one import who may be one."""
    return _(
        "Perhaps twice: another entry has the same name and organisation. If they are one person, leave one out or "
        "merge them later."
    )


def field_label(key: str) -> str:
    """Return what a field is called above its choices."""
    if key == ORGANISATION:
        return _("Organisation")
    if key == ROLE:
        return _("Role there")
    if key == "birthday":
        return _("Birthday")
    label = str(getattr(Contact._meta.get_field(key), "verbose_name", key))
    return label[:1].upper() + label[1:]


def field_words(said: Any) -> str:
    """Return what a field says, as a text that is not too long to choose."""
    text = annual_words(said) if isinstance(said, AnnualDate) else str(said)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE].rstrip() + "…"


def telling_line(record: dict[str, Any], name: str = "") -> str:
    """Return what tells a person from others of the name: organisation, first mail address or else number."""
    reached = next((each[0] for kind in ("emails", "phones") for each in record.get(kind, ())), "")
    return dotted(*(said for said in (record.get("organisation", ""), reached) if said != name))


def gains_words(contact: Contact, record: PersonRecord, news: NewContact | None) -> str:
    """Return what somebody known gains by a record, of which these are the news; asks nothing."""
    single = [field_label(each.key) for each in SINGLE_FIELDS if each.theirs(record) and not each.ours(contact)]
    further = [
        (_("mail address"), news and news.emails),
        (_("phone number"), news and news.phones),
        (_("link"), news and news.links),
        (_("postal address"), news and news.addresses),
        (_("messenger"), news and news.messengers),
        (_("date of their own"), news and news.own_dates),
        (_("tag"), news and news.tags),
        (_("cadence"), news and news.cadence and contact.own_cadence is None),
        (_("photo"), record.has_photo and not contact.photo_name),
    ]
    return ", ".join([*single, *(label for label, is_new in further if is_new)])


def coming_words(
    *, new: int, filled: int, keeping: int, taking: int, happened: int, skipped: int, is_anybody_known: bool
) -> list[str]:
    """Return what would come of an import, each count in words; what is nothing is left out."""
    said = [
        (new, ngettext("%(count)s new person comes in", "%(count)s new people come in", new)),
        (filled, ngettext("%(count)s person gains something", "%(count)s people gain something", filled)),
        (
            keeping,
            ngettext(
                "%(count)s person keeps yours, gaps are filled", "%(count)s people keep yours, gaps are filled", keeping
            ),
        ),
        (
            taking,
            ngettext("%(count)s person is changed", "%(count)s people are changed", taking),
        ),
        (happened, _happened_words(happened, is_anybody_known=is_anybody_known)),
        (skipped, ngettext("%(count)s entry is left out", "%(count)s entries are left out", skipped)),
    ]
    return [words % {"count": intcomma(count)} for count, words in said if count]


def _happened_words(count: int, *, is_anybody_known: bool) -> str:
    """Say how many moments and ties there are: of people who are known, some may be here, which shows as they come."""
    if is_anybody_known:
        return ngettext(
            "%(count)s moment or tie, if not here yet", "%(count)s moments and ties, if not here yet", count
        )
    return ngettext("%(count)s moment or tie", "%(count)s moments and ties", count)


def kept_sentence(codes: list[str]) -> str:
    """Return why a person stays although the import is taken back."""
    words = {
        "merged": _("was merged with somebody"),
        "edited": _("was changed by you"),
        "moments": pgettext("why somebody stays", "has moments"),
        "exchanges": pgettext("why somebody stays", "has something given or received"),
        "ties": pgettext("why somebody stays", "has ties"),
        "goals": pgettext("why somebody stays", "belongs to a goal"),
        "networks": pgettext("why somebody stays", "belongs to a network"),
        "tags": pgettext("why somebody stays", "has tags of yours"),
        "reached": _("has addresses or numbers of yours"),
        "fields": _("was changed by you since; that stays, the rest went back"),
    }
    said = [words[code] for code in codes if code in words]
    return ", ".join(said) or _("you have done something with this person")


def _sentence(reason: str) -> SafeString:
    sentences: dict[str, str] = {
        Known.SAME_CARD: _("Came in before from the same entry: {person}"),
        Known.SAME_UID: _("Came in before from the same address book: {person}"),
        Known.MAIL: _("Has the same name and mail address as {person}"),
        Known.PHONE: _("Has the same name and number as {person}"),
        Known.NAME: _("Has the same name as {person}, and nobody else has it"),
        Known.TWICE: _("Is in these files more than once: {person}"),
        Known.MERGED: _("Has the name of somebody who was merged into {person}"),
    }
    return mark_safe(sentences.get(reason, _("Is the same as {person}")))  # noqa: S308 - our own sentences


def _unlinked(reason: str) -> str:
    if reason == Known.TWICE:
        return _("Is in these files more than once; the first entry counts.")
    if reason == Known.IN_BIN:
        return _("Lies in your bin and stays there.")
    return _("You know this person already.")
