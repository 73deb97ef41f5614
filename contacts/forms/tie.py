"""A tie as a form: whom, what they are to the person of the page, and how well they know each other."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.picking import PickingForm
from contacts.models import Contact, Tie
from contacts.queries.ties import TieEnd
from contacts.rules.ties import INVERSE_KINSHIPS
from contacts.words.ties import INTRODUCED_BY, relation_label, relation_of


class Said(NamedTuple):
    """A tie as the services want it, read from the person of the page."""

    kind: str
    kinship: str
    is_turned: bool


def plain_choices() -> list[tuple[str, str]]:
    """Return what two people can be to each other."""
    return [(kind.value, relation_label(kind)) for kind in (Tie.Kind.KNOWS, Tie.Kind.WORKS_WITH, Tie.Kind.PARTNER)]


def relative_choices() -> list[tuple[str, str]]:
    """Return what a relative can be to the person of the page."""
    return [(code, relation_label(code)) for code in (Tie.Kind.RELATIVE.value, *Tie.Kinship.values)]


def relation_choices() -> list[tuple[str, Any]]:
    """Return what somebody can be to the person of the page."""
    return [
        *plain_choices(),
        (str(_("Relatives")), relative_choices()),
        (INTRODUCED_BY, str(_("introduced you to them"))),
        (Tie.Kind.INTRODUCED.value, relation_label(Tie.Kind.INTRODUCED)),
    ]


class TieForm(PickingForm):
    """Whom the person of the page knows, and how."""

    relation = forms.ChoiceField(label=gettext_lazy("What they are to each other"), choices=relation_choices)
    strength = forms.TypedChoiceField(
        label=gettext_lazy("How well they know each other"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("Not said")), *Tie.Strength.choices],
    )

    def __init__(self, *args: Any, user: User, contact: Contact, end: TieEnd | None = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, but=contact, **kwargs)
        self.initial = {"relation": Tie.Kind.KNOWS.value, **self.initial}
        if end is not None:
            self.let_nobody_be_picked()
            self.initial |= {"relation": relation_of(end), "strength": end.tie.strength or ""}

    def said(self) -> Said:
        """Return the tie that a valid form says."""
        return said(self.cleaned_data["relation"])


def said(relation: str) -> Said:
    """Return the tie for the code of a relation, read from the person of the page."""
    if relation == INTRODUCED_BY:
        return Said(Tie.Kind.INTRODUCED, "", is_turned=True)
    if relation in Tie.Kinship.values:
        return Said(Tie.Kind.RELATIVE, INVERSE_KINSHIPS[relation], is_turned=False)
    return Said(relation, "", is_turned=False)
