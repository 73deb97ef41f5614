"""What a notification says: how many people are worth a message, and who."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from reminders.rules.devices import device_of

# A phone shows two lines.
MOST_NAMES = 4


def note(title: str, body: str, tag: str) -> dict[str, str]:
    """Return what the service worker is told, in the active language; a second note of a tag replaces the first."""
    return {"title": title, "body": body, "tag": tag, "lang": (get_language() or "en").split("-")[0]}


def people_note(names: Sequence[str], *, count: int, tag: str) -> dict[str, str]:
    """Return the note about `count` people; without names it leaves them to Today."""
    words = {"number": capfirst(str(apnumber(count)))}
    title = ngettext("One person is worth a message", "%(number)s people are worth a message", count) % words
    return note(title, _listed(names) or _("Today tells you who."), tag)


def dates_note(tag: str) -> dict[str, str]:
    """Return the note of a mail that names nobody to write to: birthdays, other dates, networks."""
    return note(_("Something is coming up"), _("Today tells you what."), tag)


def test_note() -> dict[str, str]:
    """Return the note that shows whether notifications arrive."""
    return note(_("Notifications arrive here"), _("This is the test that you asked for."), "test")


def device_words(user_agent: str) -> str:
    """Return what the list of the settings calls a browser: "Firefox on Android"."""
    browser, system = device_of(user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser")


def _listed(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        return ", ".join([*names[:MOST_NAMES], "…"])
    if len(names) > 1:
        return _("%(names)s and %(last_name)s") % {"names": ", ".join(names[:-1]), "last_name": names[-1]}
    return "".join(names)
