"""Who helps the sample with its goals and how far that came: quick marks, ideas what to give, old ties, a look back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from accounts.models import User
from contacts.models import Contact
from contacts.rules.states import QuickMarks
from goals.models import Competence, Goal, LogEntry, NextStep, Offer, Question, Role
from matching.models import Approach, Holder, Review, ReviewedGoal, ReviewedPerson, Revival, WarmUp
from transfer.sample.texts import NOTHING, Text

People = Mapping[str, Contact]

_MARKS = {
    "Miriam Kessler": QuickMarks(trust=1, willing_to_help=1, standing=1, shared_time=-1),
    "Ruth Sommer": QuickMarks(trust=1, willing_to_help=1, standing=1, shared_time=1),
    "Friederike Lang": QuickMarks(trust=1, willing_to_help=1, standing=1),
    "Anneliese Graf": QuickMarks(trust=1, standing=1, shared_time=-1),
    "Henrik Maas": QuickMarks(standing=1, shared_time=-1),
    "Konstantin Vogt": QuickMarks(trust=1, standing=1),
    "Gregor Wiśniewski": QuickMarks(trust=1, shared_time=1),
    "Samuel Adjei": QuickMarks(trust=1, willing_to_help=1, shared_time=1),
}
# How many days ago somebody got their part in the leading goal; whoever is left out was there from the beginning.
_JOINED = {
    "Konstantin Vogt": 150, "Aylin Demir": 120, "Sabine Overbeck": 95, "Nele Harms": 80,
    "Friederike Lang": 60, "Gregor Wiśniewski": 40, "Anneliese Graf": 20,
}  # fmt: skip
_BEGAN = 230


class _Entry(NamedTuple):
    """Something in the log of the leading goal, so many days ago; with a number it is progress."""

    days: int
    text: Text
    number: int | None = None


_LOG = (
    _Entry(190, Text("The first one: a debut for Edition Weißdorn.",
                     "Der erste: ein Debüt für die Edition Weißdorn."), 1),
    _Entry(130, Text("Rewrote the portfolio, it now begins with fiction.",
                     "Das Portfolio umgeschrieben, es beginnt jetzt mit Belletristik.")),
    _Entry(64, Text("Kranich & Söhne have sent a manuscript.", "Kranich & Söhne haben ein Manuskript geschickt."), 2),
)  # fmt: skip


class _Ended(NamedTuple):
    """A step that was done or dropped, so many days ago."""

    name: str
    days: int
    text: Text
    is_dropped: bool = False


_ENDED = (
    _Ended("Ruth Sommer", 170, Text("Thank her for the first novel", "Ihr für den Debütroman danken")),
    _Ended("Aylin Demir", 96, Text("Offer a workshop on style sheets", "Einen Workshop über Stilblätter anbieten")),
    _Ended("Konstantin Vogt", 70, Text("Send two samples", "Zwei Arbeitsproben schicken")),
    _Ended("Gregor Wiśniewski", 30, Text("Ask about audio scripts", "Nach Hörbuchskripten fragen"), is_dropped=True),
)
# What somebody can give (which of the offers) and what to ask for (which of the questions).
_APPROACHES = (("Miriam Kessler", 0, 0), ("Konstantin Vogt", 2, 2), ("Aylin Demir", 1, 1))
# Who has which of the competences; nobody can say what crime fiction pays.
_HOLDERS = (("Miriam Kessler", 0), ("Ruth Sommer", 1), ("Nele Harms", 3))


class _Revived(NamedTuple):
    """An old tie that was taken up so many days ago, after so many years, with what first words."""

    name: str
    days: int
    years: int
    channel: str
    outcome: str
    opener: Text
    note: Text = NOTHING


_REVIVED = (
    _Revived("Ruth Sommer", 420, 4, "call", "helped",
             Text("Hello Ruth, this is Jana. Your name stands in the book I am just reading, and I wanted to hear your "
                  "voice. Do you have a minute?",
                  "Hallo Ruth, hier ist Jana. Dein Name steht in dem Buch, das ich gerade lese, und ich wollte deine "
                  "Stimme hören. Hast du eine Minute?"),
             Text("Two hours on the phone, then the autumn novel.", "Zwei Stunden Telefon, dann der Herbstroman.")),
    _Revived("Vera Lindqvist", 200, 3, "meeting", "answered",
             Text("Hello Vera, what I learned in your course on fees I still use every week. Shall we have lunch one "
                  "of these days? I come to Lübeck.",
                  "Hallo Vera, was ich in deinem Kurs über Honorare gelernt habe, brauche ich jede Woche. Wollen wir "
                  "demnächst zusammen mittagessen? Ich komme nach Lübeck."),
             Text("We meet for lunch again.", "Wir essen wieder zusammen zu Mittag.")),
    _Revived("Gregor Wiśniewski", 33, 1, "message", "no_answer",
             Text("Hello Gregor, the theatre by the river made me think of you. How are you, and what are you working "
                  "on?",
                  "Hallo Gregor, beim Theater am Fluss musste ich an dich denken. Wie geht es dir, und woran arbeitest "
                  "du?")),
)  # fmt: skip
_MOVED = Text(
    "Two manuscripts, and the evening of editors has become a habit.",
    "Zwei Manuskripte, und der Abend der Lektorinnen ist zur Gewohnheit geworden.",
)
_PLAN = Text("Three calls to publishers before the spring list.", "Drei Anrufe bei Verlagen vor der Frühjahrsliste.")
# More than a quarter ago, so that the next one is due.
_REVIEWED = 98
# With whom a step was planned then, the one that is done where there are two, and who was thanked.
_PLANNED = ("Aylin Demir", "Konstantin Vogt", "Gregor Wiśniewski", "Miriam Kessler")
_THANKED = "Ruth Sommer"


def add_helping(*, user: User, contacts: People, goals: list[Goal], today: date) -> None:
    """Enter who helps with the goals; `contacts` are the people by name, `goals` the leading one and the second."""
    leading = goals[0]
    _mark(contacts)
    _add_log(user, leading, today)
    _add_steps(user, leading, contacts, today)
    _date_back(user, goals, contacts, today)
    _add_approaches(user, leading, contacts)
    _add_revivals(user, leading, contacts, today)
    _add_plan(user, _add_review(user, goals, today), contacts, today)


def _mark(contacts: People) -> None:
    marked = []
    for name, marks in _MARKS.items():
        for column, value in marks._asdict().items():
            setattr(contacts[name], column, value)
        marked.append(contacts[name])
    Contact.objects.bulk_update(marked, QuickMarks._fields)


def _add_log(user: User, goal: Goal, today: date) -> None:
    LogEntry.objects.bulk_create(
        LogEntry(
            owner=user,
            goal=goal,
            kind=LogEntry.Kind.NOTE if entry.number is None else LogEntry.Kind.PROGRESS,
            happened_on=today - timedelta(days=entry.days),
            text=entry.text.in_language(user.language),
            number=entry.number,
        )
        for entry in _LOG
    )


def _add_steps(user: User, goal: Goal, contacts: People, today: date) -> None:
    NextStep.objects.bulk_create(
        NextStep(
            owner=user,
            goal=goal,
            contact=contacts[step.name],
            text=step.text.in_language(user.language),
            due_on=today - timedelta(days=step.days),
            **{"dropped_at" if step.is_dropped else "done_at": _at(today, step.days)},
        )
        for step in _ENDED
    )


def _date_back(user: User, goals: list[Goal], contacts: People, today: date) -> None:
    """Let it all have begun some months ago: what is made notes the moment of its making."""
    for goal in goals:
        goal.created_at = _at(today, _BEGAN)
    Goal.objects.bulk_update(goals, ["created_at"])
    roles, steps = list(Role.objects.for_user(user)), list(NextStep.objects.for_user(user))
    days = {contacts[name].pk: days for name, days in _JOINED.items()}
    for role in roles:
        role.created_at = _at(today, days.get(role.contact_id, _BEGAN))
    Role.objects.bulk_update(roles, ["created_at"])
    for step in steps:
        ended_at = step.done_at or step.dropped_at
        step.created_at = (ended_at or _at(today, 12)) - timedelta(days=21 if ended_at else 0)
    NextStep.objects.bulk_update(steps, ["created_at"])


def _add_approaches(user: User, goal: Goal, contacts: People) -> None:
    offers = list(Offer.objects.for_user(user))
    questions = list(Question.objects.for_user(user).filter(goal=goal))
    competences = list(Competence.objects.for_user(user).filter(goal=goal))
    Approach.objects.bulk_create(
        Approach(
            owner=user, goal=goal, contact=contacts[name], offer=offers[offer], gives=offers[offer].text,
            asks=questions[question].text,
        )
        for name, offer, question in _APPROACHES
    )  # fmt: skip
    Holder.objects.bulk_create(
        Holder(owner=user, goal=goal, contact=contacts[name], competence=competences[place]) for name, place in _HOLDERS
    )


def _add_revivals(user: User, goal: Goal, contacts: People, today: date) -> None:
    Revival.objects.bulk_create(
        Revival(
            owner=user,
            goal=goal,
            contact=contacts[one.name],
            channel=one.channel,
            opener=one.opener.in_language(user.language),
            begun_on=today - timedelta(days=one.days),
            silent_since=today - timedelta(days=one.days + 365 * one.years),
            outcome=one.outcome,
            outcome_on=today - timedelta(days=one.days - 7),
            note=one.note.in_language(user.language),
        )
        for one in _REVIVED
    )
    WarmUp.objects.create(owner=user, contact=contacts["Leyla Aydın"], written_on=today - timedelta(days=33))


def _add_review(user: User, goals: list[Goal], today: date) -> Review:
    review = Review.objects.create(
        owner=user,
        since_on=today - timedelta(days=_BEGAN),
        finished_on=today - timedelta(days=_REVIEWED),
        moved=_MOVED.in_language(user.language),
        plan=_PLAN.in_language(user.language),
    )
    figures: list[dict[str, Any]] = [
        {"gap": Role.Kind.INSIDER, "people": 6, "moments": 9, "steps_done": 1},
        {"gap": "", "people": 4, "moments": 5, "steps_done": 0},
    ]
    ReviewedGoal.objects.bulk_create(
        ReviewedGoal(owner=user, review=review, goal=goal, **said) for goal, said in zip(goals, figures, strict=True)
    )
    return review


def _add_plan(user: User, review: Review, contacts: People, today: date) -> None:
    """Enter what the review decided about people: the steps of its plan, which it made, and a thank-you."""
    steps = {
        step.contact_id: step for step in NextStep.objects.for_user(user).select_related("contact").order_by("-done_at")
    }
    planned = [steps[contacts[name].pk] for name in _PLANNED]
    for step in planned:
        step.created_at = _at(today, _REVIEWED)
    NextStep.objects.bulk_update(planned, ["created_at"])
    part = ReviewedPerson.Part
    people = [ReviewedPerson(contact=step.contact, part=part.STEP, step=step) for step in planned]
    people.append(ReviewedPerson(contact=contacts[_THANKED], part=part.THANKED))
    for one in people:
        one.owner, one.review = user, review
    ReviewedPerson.objects.bulk_create(people)


def _at(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=days), time(10), tzinfo=UTC)
