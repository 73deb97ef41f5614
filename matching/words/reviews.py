"""What a review says, in sentences with their facts: what happened, what somebody gave, why a tie could rest."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.models import Exchange
from contacts.wording import day_words
from matching.queries.review_facts import CommonFacts, GoalFacts
from matching.queries.review_people import Gift, GiftFact, Weary
from matching.queries.reviews import Standing

REVIEW_ICON = "calendar-check"
PUT_OFF_LABELS = {
    "2w": gettext_lazy("In two weeks"),
    "1m": gettext_lazy("In a month"),
    "3m": gettext_lazy("Next quarter"),
}


def figure_words(facts: GoalFacts) -> list[str]:
    """Return what happened for a goal, one sentence each; there is always one."""
    figures = facts.figures
    said = [_people_words(facts), _moment_words(figures.moments)]
    if figures.steps_done:
        said.append(
            ngettext("%(count)s next step done.", "%(count)s next steps done.", figures.steps_done)
            % {"count": figures.steps_done}
        )
    if figures.steps_dropped:
        said.append(
            ngettext("%(count)s next step dropped.", "%(count)s next steps dropped.", figures.steps_dropped)
            % {"count": figures.steps_dropped}
        )
    if facts.progress is not None:
        said.append(progress_words(facts))
    return [one for one in said if one] or [_("Nothing is noted for this time.")]


def progress_words(facts: GoalFacts) -> str:
    """Return how far one has come by the last number that was noted."""
    goal = facts.goal
    told = {"number": facts.progress, "all": goal.success_number, "unit": goal.success_unit}
    if goal.success_number is None:
        return _("Noted last: %(number)s.") % told
    return " ".join((_("Noted last: %(number)s of %(all)s %(unit)s") % told).split()) + "."


def common_words(facts: CommonFacts) -> list[str]:
    """Return what happened beside the goals, one sentence each: what was given comes before what was received."""
    said = []
    if facts.given:
        said.append(
            ngettext("You gave something %(count)s time.", "You gave something %(count)s times.", facts.given)
            % {"count": facts.given}
        )
    if facts.received:
        said.append(
            ngettext("You got something %(count)s time.", "You got something %(count)s times.", facts.received)
            % {"count": facts.received}
        )
    if facts.joined:
        said.append(_("Joined: %(names)s.") % {"names": shortened(facts.joined)})
    if facts.left:
        said.append(_("Left: %(names)s.") % {"names": shortened(facts.left)})
    return said


def shortened(names: tuple[str, ...], count: int | None = None, *, most: int = 3) -> str:
    """Return names in one line, and how many more there are; `count` is how many there are in all."""
    shown = names[:most]
    more = (count or len(names)) - len(shown)
    listed = ", ".join(shown)
    if more <= 0:
        return listed
    return ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more) % {
        "names": listed,
        "count": more,
    }


def gift_words(fact: GiftFact) -> str:
    """Return one thing that somebody gave, as a sentence."""
    told = {"day": day_words(fact.on), "text": fact.text}
    if fact.gift == Gift.INTRODUCTION:
        return _("Introduced you to %(text)s; noted on %(day)s.") % told
    if fact.gift == Gift.REVIVAL:
        words = _("Helped when you got in touch again, on %(day)s") % told
    else:
        told["kind"] = str(Exchange.Kind(fact.kind).label)
        words = _("%(kind)s on %(day)s") % told
    return f"{words}: {fact.text}" if fact.text else f"{words}."


def weary_words(one: Weary, today: date) -> list[str]:
    """Return why a tie could rest, one sentence each."""
    said = []
    if one.namings:
        said.append(
            ngettext(
                "Named in %(count)s mail, and nothing is noted since.",
                "Named in %(count)s mails, and nothing is noted since.",
                one.namings,
            )
            % {"count": one.namings}
        )
    if not one.has_met:
        said.append(_("You have not noted a single meeting or message."))
    if one.due_on and one.due_on <= today:
        said.append(_("Due since %(month)s.") % {"month": date_format(one.due_on, "YEAR_MONTH_FORMAT")})
    return said


def thanks_text(name: str) -> str:
    """Return the next step of a planned thanks."""
    return _("Thank %(name)s") % {"name": name}


def thanks_note() -> str:
    """Return what the moment says of somebody who was thanked."""
    return _("Said thank you")


def change_words(now: int, before: int | None) -> str:
    """Return a figure against that of the review before, in words; nothing where there was none."""
    if before is None:
        return ""
    if now == before:
        return _("as many as in the review before")
    if now > before:
        return ngettext("%(count)s more than before", "%(count)s more than before", now - before) % {
            "count": now - before
        }
    return ngettext("%(count)s fewer than before", "%(count)s fewer than before", before - now) % {
        "count": before - now
    }


def title_words() -> str:
    """Return the title of the line that says a review is due."""
    return _("Look back at the quarter")


def sentence_words(standing: Standing, *, is_begun: bool) -> str:
    """Return what waits there, and how long it takes."""
    if is_begun:
        return _("You have begun it. Go on where you stopped.")
    if standing.last_on is None:
        return _("What moved, whom to thank, and what comes next. It takes about 20 minutes.")
    return _("The last one was on %(day)s. What moved, whom to thank, what comes next: about 20 minutes.") % {
        "day": day_words(standing.last_on)
    }


def _people_words(facts: GoalFacts) -> str:
    if facts.new_count:
        return ngettext(
            "%(count)s new person with a role: %(names)s.",
            "%(count)s new people with a role: %(names)s.",
            facts.new_count,
        ) % {"count": facts.new_count, "names": shortened(facts.new_people, facts.new_count)}
    return ""


def _moment_words(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)s moment with its people.", "%(count)s moments with its people.", count) % {"count": count}
