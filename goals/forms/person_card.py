"""The card of one person: what one knows of them at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.completing import completed
from contacts.forms.lines import LineField, LinesField
from contacts.forms.quick_marks import QuickMarkFields
from contacts.forms.tags import TagNamesField, check_room
from contacts.models import Closeness, Origin, fold_name
from contacts.models.contact import NAME_LENGTH
from contacts.models.tag import TAG_LENGTH
from contacts.services.tags import MOST_TAGS, fold_tag
from goals.services.cards import CardFacts

# Closest first, and last who is not placed.
CLOSENESS_KEYS = {
    Closeness.INNER: "1",
    Closeness.CLOSE: "2",
    Closeness.GOOD: "3",
    Closeness.WIDE: "4",
    Closeness.NOT_PLACED: "0",
}


@dataclass(frozen=True, slots=True)
class TagChip:
    """A tag that can be ticked."""

    name: str
    is_ticked: bool


class PersonCardForm(QuickMarkFields):
    """Closeness, how one met, position, tags, marks: all of them are there already, and none is needed."""

    closeness = forms.ChoiceField(label=gettext_lazy("Closeness"), choices=Closeness.choices, widget=forms.RadioSelect)
    origin = forms.ChoiceField(label=gettext_lazy("How you know each other"), choices=Origin.choices)
    how_met = LineField(label=gettext_lazy("How you met"), max_length=300, required=False)
    role = LineField(label=gettext_lazy("What they do there"), max_length=200, required=False)
    organisation = LineField(
        label=gettext_lazy("Organisation"),
        max_length=NAME_LENGTH,
        required=False,
        widget=completed("contacts:organisation-names"),
    )
    tags = LinesField(most=MOST_TAGS, max_length=TAG_LENGTH, required=False)
    new_tags = TagNamesField(label=gettext_lazy("Further tags"), required=False)
    is_interesting = forms.BooleanField(label=gettext_lazy("Interesting"), required=False)
    is_close_to_heart = forms.BooleanField(label=gettext_lazy("Close to the heart"), required=False)

    def __init__(self, data: Any = None, *, owner: User, facts: CardFacts, usual_tags: Sequence[str]) -> None:
        initial = {**asdict(facts), **facts.marks._asdict(), "tags": list(facts.tags)}
        super().__init__(data, initial=initial)
        self.owner, self.facts_before, self.usual_tags = owner, facts, usual_tags
        for name in ("how_met", "role", "new_tags"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput):
                is_select = isinstance(field.widget, forms.Select)
                field.widget.attrs["class"] = "form-select" if is_select else "form-control"

    def clean_organisation(self) -> str:
        """Refuse what no name can be made of."""
        organisation: str = self.cleaned_data["organisation"]
        if organisation and not fold_name(organisation):
            raise forms.ValidationError(_("This name has no letter and no digit."))
        return organisation

    def clean(self) -> dict[str, Any]:
        """Want room for the tags that are new."""
        tags = self._tags()
        if not self.errors:
            try:
                check_room(self.owner, list(tags))
            except forms.ValidationError as error:
                self.add_error("new_tags", error)
        return self.cleaned_data

    def facts(self) -> CardFacts:
        """Return what the valid form says."""
        names = ("closeness", "origin", "how_met", "role", "organisation", "is_interesting", "is_close_to_heart")
        said = {name: self.cleaned_data[name] for name in names}
        return CardFacts(tags=self._tags(), marks=self.marks(), **said)

    def tag_chips(self) -> Sequence[TagChip]:
        """Return the tags of the person, then those in use, each once; ticked as the form says."""
        ticked = list(self["tags"].value() or ())
        names = {fold_tag(name): name for name in (*self.facts_before.tags, *ticked, *self.usual_tags) if name}
        chosen = {fold_tag(name) for name in ticked}
        return [TagChip(name, folded in chosen) for folded, name in names.items()]

    def closeness_answers(self) -> Iterator[dict[str, Any]]:
        """Yield the layers with their keys."""
        chosen = self["closeness"].value()
        for value, key in CLOSENESS_KEYS.items():
            yield {"value": value.value, "label": value.label, "key": key, "is_chosen": value == chosen}

    def _tags(self) -> tuple[str, ...]:
        names = [*self.cleaned_data.get("tags", ()), *self.cleaned_data.get("new_tags", ())]
        return tuple({fold_tag(name): name for name in reversed(names)}.values())[::-1]
