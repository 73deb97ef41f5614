"""What a calendar feed says, in the language of its owner; with private mails by first names and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from contacts.models import Contact
from reminders.words.names import first_name

NAMES_IN_A_GROUP = 20
# A label is at most this long; longer ones no calendar shows.
LONGEST = 200


def name_words(user: User, contact: Contact) -> str:
    """Return the name, or with private mails the first one alone."""
    return first_name(contact) if user.has_private_mails else contact.name


def birthday_words(name: str, age: int | None) -> str:
    """Return whose birthday it is and, where the year is known, which one."""
    if not age:
        return _("Birthday: %(name)s") % {"name": name}
    return _("Birthday: %(name)s (turns %(age)s)") % {"name": name, "age": age}


def about_words(label: str, name: str) -> str:
    """Return what it is and, unless that stays private, about whom or which network."""
    return _("%(label)s: %(name)s") % {"label": label[:LONGEST], "name": name} if name else label


def own_date_words(label: str, name: str, years: int | None) -> str:
    """Return which day it is for whom; without a label only that there is one."""
    if not label:
        return _("A day to remember: %(name)s") % {"name": name}
    if not years:
        return about_words(label, name)
    words = {"label": label[:LONGEST], "name": name, "years": years}
    return ngettext("%(label)s: %(name)s (%(years)s year)", "%(label)s: %(name)s (%(years)s years)", years) % words


def due_words(name: str) -> str:
    """Return that one could get in touch with somebody."""
    return _("Get in touch with %(name)s") % {"name": name}


class Group(NamedTuple):
    """Several people in one entry: how many, and who."""

    summary: str
    names: str


def due_group(names: Sequence[str]) -> Group:
    """Return that one could get in touch with several people, and the first of their names."""
    more = len(names) - NAMES_IN_A_GROUP
    shown = ", ".join(names[:NAMES_IN_A_GROUP])
    if more > 0:
        shown = ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more) % {
            "names": shown,
            "count": more,
        }
    return Group(_("Get in touch with %(count)s people") % {"count": len(names)}, shown)


def step_words(text: str, name: str) -> str:
    """Return the next step with somebody; without its text only that there is one."""
    if not text:
        return _("Next step with %(name)s") % {"name": name}
    return _("Next step: %(step)s (%(name)s)") % {"step": text[:LONGEST], "name": name}


def goal_words(statement: str) -> str:
    """Return what a step is for."""
    return _("For “%(goal)s”") % {"goal": statement[:LONGEST]}


def promise_words(what: str, name: str) -> str:
    """Return what was promised to whom; without either only what is known."""
    if not what:
        return _("Promised to %(name)s") % {"name": name} if name else _("A promise")
    words = {"what": what[:LONGEST], "name": name}
    return _("Promised: %(what)s (%(name)s)") % words if name else _("Promised: %(what)s") % words
