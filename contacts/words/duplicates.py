"""Why two people may be one, in one sentence with the facts it rests on (product rule 8)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from contacts.rules.likeness import Fact, Likeness

_FACTS: Mapping[Fact, Promise] = {
    Fact.SAME_NAME: gettext_lazy("the same name"),
    Fact.ALIKE_NAME: gettext_lazy("nearly the same name"),
    Fact.PART_OF_NAME: gettext_lazy("a part of the name"),
    Fact.SAME_BIRTHDAY: gettext_lazy("the same birthday"),
}


def likeness_words(likeness: Likeness) -> str:
    """Return what two people have in common, and what speaks against it: The same name and the same birthday."""
    common = [words for fact in likeness.facts if (words := _fact_words(fact, likeness))]
    if not common:
        return ""
    sentence = _listed(common)
    if Fact.OTHER_BIRTHDAY in likeness.facts:
        return _("%(facts)s, but another birthday.") % {"facts": capfirst(sentence)}
    return _("%(facts)s.") % {"facts": capfirst(sentence)}


def _fact_words(fact: Fact, likeness: Likeness) -> str:
    if fact is Fact.SAME_MAIL:
        return _("the same mail address (%(address)s)") % {"address": likeness.mails[0]}
    if fact is Fact.SAME_PHONE:
        return _("the same phone number")
    return str(_FACTS.get(fact, ""))


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    both = {"facts": ", ".join(words[:-1]), "last": words[-1]}
    return pgettext("the last of a list", "%(facts)s and %(last)s") % both


def left_out_words(kind: str, value: str, count: int) -> str:
    """Return which people were too many to compare each with each."""
    words = {"value": value, "count": count}
    if kind == "mail":
        return _("%(count)s people have the mail address %(value)s.") % words
    if kind == "phone":
        return _("%(count)s people have a phone number that ends with %(value)s.") % words
    return _("%(count)s people are called %(value)s.") % words
