"""A question of the complement wizard: who comes to mind, ticked, found by name, or new."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.lines import LinesField
from contacts.forms.picking import FreePickingForm
from contacts.models import Contact, Origin
from contacts.services import NewContact, find_namesakes
from goals.forms.inventory import BaseQuickFormSet, QuickForm, parse_line
from matching.services.complement import PersonPlan
from netzwerk.core.ids import read_ids

LINES = "people"
MOST_LINES = 30
# More people than anybody ticks on one screen, and more proposals than anybody passes over.
MOST_IDS = 300

NewNamesFormSet = forms.formset_factory(
    QuickForm, formset=BaseQuickFormSet, extra=2, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)


class ThereField(forms.ModelMultipleChoiceField[Contact]):
    """People who are still there; those who are not any more, and ids of nobody, are left out."""

    def clean(self, value: Any) -> Any:
        """Return those of the people who can be chosen, in the order in which they were."""
        ids = read_ids(map(str, value or []))[:MOST_IDS]
        found = self.queryset.in_bulk(ids) if ids and self.queryset is not None else {}
        return [found[each] for each in dict.fromkeys(ids) if each in found]


class QuestionForm(FreePickingForm):
    """Who comes to mind for one role; nobody has to."""

    contacts = ThereField(queryset=Contact.objects.none(), required=False)
    # Proposals that are shown, and those that were passed over; the id of the competence or question they are about.
    shown = LinesField(required=False, max_length=40, most=MOST_IDS)
    passed = LinesField(required=False, max_length=40, most=MOST_IDS)
    about = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, typed: MultiValueDict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["who"].label = gettext_lazy("Somebody else, or a new name")
        people = self.fields["contacts"]
        assert isinstance(people, forms.ModelMultipleChoiceField)
        people.queryset = Contact.objects.for_user(user).active().with_positions()
        data = self.data if self.is_bound else typed
        has_lines = data is not None and f"{LINES}-TOTAL_FORMS" in data
        self.lines = cast(BaseQuickFormSet, NewNamesFormSet(data if has_lines else None, prefix=LINES))
        self._of_lines: list[PersonPlan] = []

    def clean(self) -> dict[str, Any]:
        """Look at the lines, too: known names are theirs who have them, unless it is somebody else."""
        data = super().clean()
        if self.lines.is_bound and not self._read_lines():
            self.add_error(None, _("Please look at the marked lines."))
        return data

    @property
    def shows_lines(self) -> bool:
        """Whether the quick entry must be seen: something stands there, in order or not."""
        return self.lines.is_bound and any(str(line["line"].value() or "").strip() for line in self.lines.forms)

    def left_out(self) -> int:
        """Return how many of those who were ticked are not there any more."""
        asked = set(read_ids(map(str, self["contacts"].value() or [])))
        return len(asked - {contact.pk for contact in self.picked_people()})

    def people(self) -> list[PersonPlan]:
        """Return everybody that a form names which was looked at, whether it is in order or not; each once."""
        contacts = [PersonPlan(contact=contact) for contact in self.cleaned_data.get("contacts", ())]
        newcomers = [_newcomer(*parse_line(line)) for line in self.cleaned_data.get("newcomers", ())]
        found = {plan.step: plan for plan in (*contacts, *newcomers, *self._of_lines) if plan.name}
        return list(found.values())

    def _read_lines(self) -> bool:
        if not self.lines.is_valid():
            return False
        self.lines.notice(find_namesakes(owner=self.user, names=self.lines.names))
        for line in self.lines.typed():
            if plan := _of_line(line):
                self._of_lines.append(plan)
        return all(_is_clear(line) for line in self.lines.typed())


def _newcomer(name: str, organisation: str) -> PersonPlan:
    return PersonPlan(newcomer=NewContact(name=name, organisation=organisation))


def _of_line(line: QuickForm) -> PersonPlan | None:
    if not line.namesakes or line.cleaned_data["anyway"]:
        person = line.person(origin=Origin.OTHER, closeness="not_placed")
        return PersonPlan(newcomer=person, is_another=bool(line.namesakes))
    if len(line.namesakes) > 1 or line.namesakes[0].archived_at:
        return None
    return PersonPlan(contact=line.namesakes[0])


def _is_clear(line: QuickForm) -> bool:
    """Return whether it is clear whom a line means; mark it where it is not."""
    if not line.namesakes or line.cleaned_data["anyway"]:
        return True
    if len(line.namesakes) > 1:
        line.add_error("line", _("More than one person has that name. Look them up above."))
        return False
    return line.is_decided
