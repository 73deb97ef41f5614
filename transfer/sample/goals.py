"""What the sample networks for: two goals, who plays which part, what comes next, what there is to give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from contacts.models import Contact
from contacts.rules.cadence import add_months
from goals.models import Competence, Goal, IdealNetwork, NextStep, Offer, Purpose, Question, Role
from transfer.sample.texts import Text

_LEADING = (
    Text("Five publishers as clients by June", "Fünf Verlage als Kunden bis Juni"),
    Text("Publishing", "Verlagswesen"),
    Text("Five publishers have given me a manuscript.", "Fünf Verlage haben mir ein Manuskript anvertraut."),
    Text("publishers", "Verlage"),
)
_SECOND = (
    Text("A circle of colleagues to talk shop with", "Ein Kreis von Kolleginnen für den fachlichen Austausch"),
    Text("Freelance editing", "Freies Lektorat"),
    Text("We meet once a month and nobody has to be reminded.",
         "Wir treffen uns jeden Monat, ohne dass jemand erinnern muss."),
)  # fmt: skip
_EXPECTATION = Text(
    "Two meetings a year with people from publishing houses", "Zwei Treffen im Jahr mit Menschen aus Verlagen"
)
_COMPETENCES = (
    Text("Knows who decides on freelance editors", "Weiß, wer über freie Lektorate entscheidet"),
    Text("Has the ear of an editorial office", "Hat in einem Lektorat Gehör"),
    Text("Can say what crime fiction pays", "Kann sagen, was im Krimi gezahlt wird"),
    Text("Knows contracts for freelancers", "Kennt Verträge für Freie"),
)
_QUESTIONS = (
    Text("When do publishers plan their autumn list?", "Wann planen Verlage ihr Herbstprogramm?"),
    Text("How do others present a sample edit?", "Wie zeigen andere ein Probelektorat?"),
    Text("Which fee is usual for a first novel?", "Welches Honorar ist bei einem Debüt üblich?"),
)
_OFFERS = (
    ("knowledge", Text("Checklist for style sheets", "Checkliste fürs Stilblatt")),
    ("contacts", Text("Introduction to illustrators and translators", "Kontakt zu Illustratoren und Übersetzerinnen")),
    ("help", Text("A second pair of eyes on a blurb", "Ein zweiter Blick auf den Klappentext")),
    ("visibility", Text("A place in my newsletter for bookshops", "Ein Platz in meinem Rundbrief an Buchhandlungen")),
)


@dataclass(frozen=True, slots=True)
class _Part:
    """What somebody is for a goal."""

    name: str
    kind: str
    is_for_second: bool = False


_PARTS = (
    _Part("Miriam Kessler", "door_opener"),
    _Part("Ruth Sommer", "door_opener"),
    _Part("Aylin Demir", "multiplier"),
    _Part("Sabine Overbeck", "multiplier"),
    _Part("Konstantin Vogt", "expert"),
    _Part("Tomasz Bielak", "supporter"),
    _Part("Nele Harms", "expert"),
    _Part("Friederike Lang", "worth_reviving"),
    _Part("Gregor Wiśniewski", "worth_reviving"),
    _Part("Anneliese Graf", "worth_reviving"),
    _Part("Dorothee Amann", "supporter", is_for_second=True),
    _Part("Vera Lindqvist", "expert", is_for_second=True),
    _Part("Sabine Overbeck", "multiplier", is_for_second=True),
    _Part("Charlotte Nguyen", "supporter", is_for_second=True),
)


@dataclass(frozen=True, slots=True)
class _Step:
    """What is meant to be done with somebody, so many days from today."""

    name: str
    in_days: int
    text: Text
    is_for_second: bool = False


_STEPS = (
    _Step("Miriam Kessler", -1, Text("Send the checklist, ask about the spring list",
                                    "Checkliste schicken, nach der Frühjahrsliste fragen")),
    _Step("Konstantin Vogt", 5, Text("Offer a sample edit for the history title",
                                      "Probelektorat für den Geschichtstitel anbieten")),
    _Step("Ruth Sommer", 16, Text("Ask her to name two editors", "Sie bitten, zwei Lektorinnen zu nennen")),
    _Step("Sabine Overbeck", 9, Text("Offer to help with the summer meeting",
                                     "Hilfe beim Sommertreffen anbieten"), is_for_second=True),
    _Step("Dorothee Amann", 25, Text("Find a day for the first evening",
                                     "Einen Termin für den ersten Abend finden"), is_for_second=True),
)  # fmt: skip


def add_goals(*, user: User, contacts: dict[str, Contact], today: date) -> list[Goal]:
    """Enter both goals with everything that belongs to them; `contacts` are the people by name."""
    leading, second = _goals(user, today, user.language)
    _add_needs(user, leading)
    Offer.objects.bulk_create(
        Offer(owner=user, kind=kind, text=text.in_language(user.language), position=position)
        for position, (kind, text) in enumerate(_OFFERS)
    )
    Role.objects.bulk_create(
        Role(owner=user, goal=second if part.is_for_second else leading, contact=contacts[part.name], kind=part.kind)
        for part in _PARTS
    )
    NextStep.objects.bulk_create(
        NextStep(
            owner=user,
            goal=second if step.is_for_second else leading,
            contact=contacts[step.name],
            text=step.text.in_language(user.language),
            due_on=today + timedelta(days=step.in_days),
        )
        for step in _STEPS
    )
    return [leading, second]


def _add_needs(user: User, goal: Goal) -> None:
    IdealNetwork.objects.create(
        owner=user,
        goal=goal,
        reach=IdealNetwork.Reach.SUPRAREGIONAL,
        size=IdealNetwork.Size.FAMILIAR,
        format=IdealNetwork.Format.BOTH,
        fee=IdealNetwork.Fee.UP_TO,
        fee_amount=120,
        expectation=_EXPECTATION.in_language(user.language),
    )
    Competence.objects.bulk_create(
        Competence(owner=user, goal=goal, text=text.in_language(user.language), position=position)
        for position, text in enumerate(_COMPETENCES)
    )
    Question.objects.bulk_create(
        Question(owner=user, goal=goal, text=text.in_language(user.language), position=position)
        for position, text in enumerate(_QUESTIONS)
    )


def _goals(user: User, today: date, language: str) -> list[Goal]:
    statement, field, sign, unit = (text.in_language(language) for text in _LEADING)
    leading = Goal(
        owner=user,
        purposes=[Purpose.COMMISSIONS, Purpose.VISIBILITY],
        statement=statement,
        field=field,
        sign_of_success=sign,
        success_number=5,
        success_unit=unit,
        due_on=_next_june(today),
        is_leading=True,
    )
    statement, field, sign = (text.in_language(language) for text in _SECOND)
    second = Goal(
        owner=user,
        purposes=[Purpose.EXCHANGE, Purpose.SUPPORT],
        statement=statement,
        field=field,
        sign_of_success=sign,
        due_on=add_months(today, 9),
    )
    return Goal.objects.bulk_create([leading, second])


def _next_june(today: date) -> date:
    """Return the end of a June that leaves some months' time."""
    end = date(today.year, 6, 30)
    return end if (end - today).days > 90 else end.replace(year=today.year + 1)
