"""The icons and short explanations of what one can choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from contacts.labels import ORIGIN_ICONS
from contacts.models import Origin
from goals.models import Goal, IdealNetwork, Offer, Purpose, Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Look:
    """How a choice is shown."""

    icon: str
    text: _StrPromise | str = ""


PURPOSES: dict[str, Look] = {
    Purpose.EXCHANGE: Look("chat-dots", _("Talk shop with people who know your trade.")),
    Purpose.COMMISSIONS: Look("briefcase", _("Clients, orders, projects.")),
    Purpose.CAREER: Look("rocket-takeoff", _("The next position, or a new one.")),
    Purpose.VISIBILITY: Look("megaphone", _("Be known for what you do.")),
    Purpose.LEARNING: Look("mortarboard", _("Learn from those who are further on.")),
    Purpose.SUPPORT: Look("hand-thumbs-up", _("People who have your back.")),
}
REACHES: dict[str, Look] = {
    IdealNetwork.Reach.REGIONAL: Look("geo-alt", _("You can meet over coffee without planning a trip.")),
    IdealNetwork.Reach.SUPRAREGIONAL: Look("map", _("Across your country or language area.")),
    IdealNetwork.Reach.INTERNATIONAL: Look("globe", _("Across borders; mostly online.")),
}
ROLES: dict[str, Look] = {
    Role.Kind.DOOR_OPENER: Look("door-open", _("Nobody yet who opens a door for you.")),
    Role.Kind.EXPERT: Look("lightbulb", _("Nobody yet who has the answers.")),
    Role.Kind.INSIDER: Look("building", _("Nobody yet who moves in the industry.")),
    Role.Kind.MULTIPLIER: Look("megaphone", _("Nobody yet who carries the word.")),
    Role.Kind.SUPPORTER: Look("hand-thumbs-up", _("Nobody yet who has your back.")),
    Role.Kind.WORTH_REVIVING: Look("arrow-clockwise", _("Nobody yet from earlier whom you want to hear from again.")),
}
STATUS_ICONS: dict[str, str] = {
    Goal.Status.ACTIVE: "arrow-clockwise",
    Goal.Status.PAUSED: "pause-circle",
    Goal.Status.REACHED: "trophy",
    Goal.Status.LET_GO: "balloon",
}
OFFERS: dict[str, Look] = {
    Offer.Kind.KNOWLEDGE: Look("lightbulb", _("What others ask you about")),
    Offer.Kind.CONTACTS: Look("people", _("Whom you can introduce, and to whom")),
    Offer.Kind.HELP: Look("tools", _("What you like to lend a hand with")),
    Offer.Kind.VISIBILITY: Look("megaphone", _("Where you can let others be seen")),
}
CIRCLES: dict[str, Look] = {
    Origin.CURRENT: Look(
        ORIGIN_ICONS[Origin.CURRENT], _("Who is in your calendar, your chats and your street right now.")
    ),
    Origin.ACQUAINTANCE: Look(ORIGIN_ICONS[Origin.ACQUAINTANCE], _("Known only a little, and perhaps worth more.")),
    Origin.STUDIES: Look(
        ORIGIN_ICONS[Origin.STUDIES], _("Everybody who sat in a lecture hall with you, or stood in front.")
    ),
    Origin.TRAINING: Look(ORIGIN_ICONS[Origin.TRAINING], _("Apprenticeship, courses, further training.")),
    Origin.FORMER_JOB: Look(ORIGIN_ICONS[Origin.FORMER_JOB], _("The people behind each line of your CV.")),
    Origin.RELATIVES: Look(ORIGIN_ICONS[Origin.RELATIVES], _("They work somewhere and know people too.")),
    Origin.RELATIVES_KIN: Look(ORIGIN_ICONS[Origin.RELATIVES_KIN], _("Their partners, friends, and in-laws.")),
}
# Questions that bring names back, per circle.
PROMPTS: dict[str, tuple[_StrPromise, ...]] = {
    Origin.CURRENT: (
        _("Whom have you spoken with in the last four weeks?"),
        _("Whose message would you answer at once?"),
        _("Who sits near you at work, at sports, in the choir, at the school gate?"),
        _("Which clients, suppliers or neighbours do you see often?"),
        _("Whom do you greet on the stairs, at the bakery, on the train?"),
        _("Which parents, teachers and trainers do you know through your children?"),
        _("Whom would you call if the car did not start?"),
        _("Who has a dog, a garden or a hobby next to yours?"),
    ),
    Origin.ACQUAINTANCE: (
        _("Whose card or profile did you keep after an event?"),
        _("With whom was a short talk too short?"),
        _("Who has been recommended to you, and you never called?"),
        _("Who writes things that you like to read?"),
        _("Whom do you know only briefly and find interesting? Mark them as such."),
        _("Who sat beside you on a train, on a flight, in a waiting room?"),
        _("With whom did you share a table at a wedding or a conference?"),
        _("With which enquiries did nothing come of it, though you liked each other?"),
    ),
    Origin.STUDIES: (
        _("Who shared your flat, your desk, your exams?"),
        _("Which teachers would still know your name?"),
        _("Who studied something else and turned up at every party?"),
        _("Whom did you get to know abroad?"),
        _("Who lent you their notes, and who borrowed yours?"),
        _("From whom did you rent a room, and who lived next door?"),
        _("Who went deeper into the subject than you did?"),
        _("Who was with you in the choir, the team, the student council?"),
    ),
    Origin.TRAINING: (
        _("Who learned beside you, who taught you?"),
        _("Whom do you remember from courses and seminars?"),
        _("Who passed the exam together with you?"),
        _("Who sat next to you, and where do they work today?"),
        _("Who ran the courses, and whom did they bring along?"),
        _("With whom did you share the breaks or the way home?"),
        _("Who asked the questions that you liked?"),
    ),
    Origin.FORMER_JOB: (
        _("Take one employer after the other: who was in your team?"),
        _("Which clients and suppliers did you like to work with?"),
        _("Who left before you, and where are they today?"),
        _("Who was a good boss, and who reported to you?"),
        _("Who sat in the next room, at the front desk, in the workshop?"),
        _("Which trainees and temps have come far since then?"),
        _("Whom did you meet at trade fairs and on business trips?"),
        _("Who worked for a competitor and was fair?"),
    ),
    Origin.RELATIVES: (
        _("Siblings, cousins, aunts, uncles: what do they do for a living?"),
        _("Whom do you meet at weddings and round birthdays?"),
        _("Which godchildren are grown up by now?"),
        _("Who in the family has a business of their own, or a post in an association?"),
        _("Whom have you not seen since a funeral or a move?"),
        _("Who lives where you would like to work or travel?"),
    ),
    Origin.RELATIVES_KIN: (
        _("Whom are your cousins married to?"),
        _("Who are your partner's friends and colleagues?"),
        _("Which friends of your parents have known you since childhood?"),
        _("Whose sister-in-law works where you know nobody yet?"),
        _("Who plays cards, sings or hikes with your parents?"),
        _("Whom do your nieces and nephews bring along?"),
        _("Which neighbours of your family have become friends?"),
    ),
}

# What an empty circle says, with one click into it.
EMPTY_CIRCLES: dict[str, _StrPromise] = {
    Origin.CURRENT: _("Nobody yet from the life around you."),
    Origin.ACQUAINTANCE: _("Nobody yet whom you met only briefly."),
    Origin.STUDIES: _("Nobody yet from your student days."),
    Origin.TRAINING: _("Nobody yet from your training years."),
    Origin.FORMER_JOB: _("Nobody yet from earlier jobs."),
    Origin.RELATIVES: _("Nobody yet from your family."),
    Origin.RELATIVES_KIN: _("Nobody yet from the circles of your family."),
}
# Whose cards the second round goes through, by the word in its address.
WHOSE_CARDS: dict[str, _StrPromise] = {
    "": _("Everybody"),
    "interesting": _("Only who is interesting"),
    "skipped": _("Only whom you skipped"),
}
