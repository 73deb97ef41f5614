"""What is missing, in words: as a heading, as a question about somebody, and why it is worth a moment."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from contacts.rules.lacks import Lack

ICONS = {Lack.CLOSENESS: "people", Lack.ORIGIN: "signpost-2", Lack.MOMENT: "clock", Lack.REACH: "envelope"}


@dataclass(frozen=True, slots=True)
class LackWords:
    """One thing that is missing, in the reader's language."""

    title: str
    question: str
    why: str
    all_done: str


def lack_words(lack: Lack) -> LackWords:
    """Return the words for a lack."""
    return {
        Lack.CLOSENESS: LackWords(
            _("No closeness"),
            _("How close are you?"),
            _("Closeness decides how often you are reminded. Without it there are no reminders."),
            _("Everybody has a closeness."),
        ),
        Lack.ORIGIN: LackWords(
            _("No origin"),
            _("How do you know each other?"),
            _("Where people come from tells which doors they may know."),
            _("Everybody has an origin."),
        ),
        Lack.MOMENT: LackWords(
            _("Last in touch unknown"),
            _("When were you last in touch, roughly?"),
            _("Roughly is enough. It tells who is quiet and who is worth reviving."),
            _("Of everybody it is known when you were last in touch."),
        ),
        Lack.REACH: LackWords(
            _("No mail address and no phone number"),
            _("How do you reach them?"),
            _("With an address or a number, a message is one click away."),
            _("Everybody can be reached."),
        ),
    }[lack]
