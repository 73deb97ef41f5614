"""Whom one met: people to tick, lines for new names, what one promised, one note for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.lines import LineField
from contacts.forms.picking import PickedForm, PickingForm
from contacts.models import Contact, Origin
from contacts.services import NewContact
from goals.forms.inventory import BaseQuickFormSet, QuickForm, parse_line
from networks.forms.events import MOST_MINUTES
from networks.services.met import Newcomer

MOST_LINES = 20


class WhyForm(forms.Form):
    """Why the user wants to meet somebody."""

    why = LineField(label=gettext_lazy("Why"), required=False, max_length=300)


class WantForm(PickingForm, WhyForm):
    """Whom the user wants to meet, and why."""

    question = gettext_lazy("Whom do you want to meet?")


class MetForm(PickedForm):
    """Who was met: ticked among those one wanted to meet and the members, or picked; and all else beside new names.

    `candidates` are those to tick; each has a field for what was promised.
    """

    met = forms.ModelMultipleChoiceField(queryset=Contact.objects.none(), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It goes to everybody you met there."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("How long you were there."),
    )

    def __init__(self, *args: Any, candidates: Sequence[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        met = self.fields["met"]
        assert isinstance(met, forms.ModelMultipleChoiceField)
        met.queryset = Contact.objects.for_user(self.user).present().with_positions()
        for contact in candidates:
            self.fields[promise_name(contact.pk)] = promise_field()

    def rows(self) -> Iterator[tuple[Contact, bool, forms.BoundField]]:
        """Yield each candidate, whether they are ticked, and the field of what was promised."""
        ticked = {str(pk) for pk in self["met"].value() or []}
        for contact in self.candidates:
            yield contact, str(contact.pk) in ticked, self[promise_name(contact.pk)]

    def people(self) -> list[Contact]:
        """Return who was ticked or picked, each once."""
        both = [*self.cleaned_data["met"], *self.cleaned_data["contacts"]]
        return list({contact.pk: contact for contact in both}.values())

    def promises(self) -> dict[UUID, str]:
        """Return what was promised, by contact."""
        said = {contact.pk: self.cleaned_data[promise_name(contact.pk)] for contact in self.candidates}
        return {pk: text for pk, text in said.items() if text}


class MetLine(QuickForm):
    """Somebody new on one line: name and organisation, a few words, a promise."""

    words = LineField(
        label=gettext_lazy("A few words"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["touch"]
        self.fields["promise"] = promise_field()

    def newcomer(self, *, how_met: str, where_met: str) -> Newcomer:
        """Return what the valid line says."""
        name, organisation = parse_line(self.cleaned_data["line"])
        person = NewContact(
            name=name,
            organisation=organisation,
            note=self.cleaned_data["words"],
            origin=Origin.NETWORK,
            is_interesting=self.cleaned_data["interesting"],
            how_met=how_met,
            where_met=where_met,
        )
        return Newcomer(person, self.cleaned_data["promise"])


class BaseMetLines(BaseQuickFormSet):
    """The lines of new names; a name that is known stands for that person, unless it is somebody else."""

    def lines(self) -> Iterator[MetLine]:
        """Yield the lines in which something stands."""
        return (line for line in self.typed() if isinstance(line, MetLine))

    def are_clear(self) -> bool:
        """Whether each known name means one person; a line that does not says so."""
        for line in self.lines():
            if not line.is_wanted and len(line.namesakes) > 1:
                line.add_error("line", _("Several people have that name. Pick the one you met further down."))
        return all(not line.errors for line in self.lines())

    def newcomers(self, *, how_met: str, where_met: str) -> list[Newcomer]:
        """Return the people to enter."""
        return [line.newcomer(how_met=how_met, where_met=where_met) for line in self.lines() if line.is_wanted]

    def known(self) -> dict[Contact, str]:
        """Return those who are among the contacts already, and what was promised to each."""
        lines = [line for line in self.lines() if not line.is_wanted and line.namesakes]
        return {line.namesakes[0]: line.cleaned_data["promise"] for line in lines}


MetLines = forms.formset_factory(
    MetLine, formset=BaseMetLines, extra=2, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)


def promise_name(pk: UUID) -> str:
    """Return the name of the field for what was promised to somebody."""
    return f"promise-{pk}"


def promise_field() -> LineField:
    """Return a field for what was promised."""
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return LineField(label=gettext_lazy("What did you promise?"), required=False, max_length=300, widget=widget)
