"""Who is in the mails that are kept as files, as of `TODAY` at eight in Berlin, and how such a mail is written."""

from __future__ import annotations

import re
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation

from accounts.models import User
from contacts.models import Contact, PhoneNumber
from goals.models import Goal
from matching.models import Holder
from networks.models import LookingPlace
from netzwerk.core.walls import acting_as
from reminders.mail.message import compose_digest
from reminders.models import Digest
from reminders.services import news_of_mail, propose_people
from tests.factories import TODAY, make_approach, make_goal, make_moment, make_question
from tests.reminders.people import (
    employ,
    give_address,
    give_date,
    give_role,
    make_fresh,
    make_offer,
    make_overdue,
    plan_step,
    promise,
)

NOTE = "**She starts** at [Nordlicht](https://nordlicht.example) in June.\n\n- asks for the checklist"
TOKENS = re.compile(r"/(act|unsubscribe)/[A-Za-z0-9_:=.-]+/")
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def write_mail(user: User, *, hour: int = 8, covered: Any = None, **fields: Any) -> EmailMultiAlternatives:
    """Return the mail of `TODAY` in the user's language."""
    with acting_as(user), translation.override(user.language), timezone.override(user.zone):
        digest = Digest.objects.create(owner=user, **{"for_date": TODAY, **fields})
        proposal = propose_people(user=user, on=TODAY)
        news = news_of_mail(user=user, on=TODAY, digest=digest)
        at = datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=user.zone)
        return compose_digest(digest=digest, user=user, proposal=proposal, news=news, at=at, covered=covered)


def html_of(mail: EmailMultiAlternatives) -> str:
    """Return the HTML of a mail."""
    [part] = mail.alternatives
    return str(part[0])


class Links(HTMLParser):
    """Collects the addresses of all links, as a mail program reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name == "href"]


def steady(text: str) -> str:
    """Return a text with the same words where each run has others: signatures and ids."""
    return IDS.sub("ID", TOKENS.sub(r"/\1/TOKEN/", text))


def give_phone(contact: Contact, number: str) -> PhoneNumber:
    with acting_as(contact.owner):
        return PhoneNumber.objects.create(owner=contact.owner, contact=contact, number=number)


def can_answer(contact: Contact, goal: Goal, text: str) -> Holder:
    question = make_question(goal, text)
    with acting_as(contact.owner):
        return Holder.objects.create(owner=contact.owner, goal=goal, question=question, contact=contact)


def make_miriam(owner: User, goal: Goal) -> Contact:
    """Return somebody with a role, an address, a question and a note."""
    miriam = make_overdue(owner, "Miriam Kessler", last_moment_on=date(2025, 5, 3))
    give_role(miriam, goal)
    give_address(miriam, "miriam@nordlicht.example")
    employ(miriam, "Nordlicht Verlag")
    make_moment(owner, miriam, on=date(2025, 5, 3), kind="call", note=NOTE)
    can_answer(miriam, goal, "Who decides about illustrations?")
    return miriam


def make_tomasz(owner: User, goal: Goal) -> Contact:
    """Return somebody with a phone, a next step, a promise and a moment of which only the month is known."""
    tomasz = make_overdue(owner, "Tomasz Bielak", last_moment_on=date(2025, 9, 30))
    give_phone(tomasz, "+49 40 1234")
    plan_step(tomasz, goal, "Send the checklist", date(2026, 3, 14))
    promise(tomasz, "an introduction to Ruth", date(2026, 3, 20))
    make_moment(owner, tomasz, on=date(2025, 9, 1), kind="meeting", precision="month")
    return tomasz


def make_aylin(owner: User) -> Contact:
    """Return somebody close to the heart who has a birthday today, and whom one met in a year."""
    aylin = make_overdue(
        owner, "Aylin Demir", last_moment_on=None, is_close_to_heart=True, birthday_month=3, birthday_day=16,
        birthday_year=1986, last_in_touch="this_year",
    )  # fmt: skip
    make_moment(owner, aylin, on=date(2024, 1, 1), kind="letter", precision="year", note="Moved to Bremen")
    return aylin


def furnish_three(owner: User) -> list[Contact]:
    """Give the user three people with all kinds of facts, dates of others, and news."""
    goal = make_goal(owner, "Five publishing clients by June", is_leading=True)
    make_offer(owner, "A look at a layout")
    people = [make_miriam(owner, goal), make_tomasz(owner, goal), make_aylin(owner)]
    ruth = make_fresh(owner, "Ruth Albers", birthday_month=3, birthday_day=19)
    give_date(ruth, "Ten years of Albers & Co", 3, 18, 2016)
    watch(owner, goal)
    return people


def furnish_ten(owner: User) -> None:
    """Give the user ten people with long names, notes and goals."""
    owner.digest_people = 10
    goal = make_goal(owner, "Bis zum Sommer " + "in der Verlagsbranche sichtbar werden " * 4, is_leading=True)
    make_offer(owner, "Eine Checkliste für Hausstile und Redaktionsleitfäden, " * 3)
    for number in range(10):
        name = f"Prof. Dr. Wilhelmine-Charlotte von Oberhausen-Schlüter zu Wolfenbüttel {number}"
        person = make_overdue(owner, name, given_name=f"Wilhelmine-Charlotte {number}")
        give_role(person, goal)
        give_address(person, f"wilhelmine-charlotte.von.oberhausen-schlueter{number}@verlagsgesellschaft.example")
        employ(person, f"Süddeutsche Verlagsgesellschaft für Fachinformationen mbH & Co. KG {number}")
        make_moment(owner, person, on=date(2025, 6, 3), kind="event", note="Sie erzählte vom Umbau der Redaktion. " * 9)
        make_approach(goal, person, gives="Ein Blick auf das Layout " * 6, asks="Wer entscheidet über Bilder? " * 6)


def watch(owner: User, goal: Goal) -> None:
    """Let the user look at a place again today."""
    with acting_as(owner):
        LookingPlace.objects.create(
            owner=owner, goal=goal, kind="press", text="Börsenblatt", watched_weeks=4, look_again_on=TODAY
        )
