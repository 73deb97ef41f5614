"""The inventory's lines: one name each, organisation after a comma."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from contacts.models import Closeness, Contact, LastInTouch, fold_name
from contacts.models.contact import NAME_LENGTH
from contacts.services import NewContact

MOST_PEOPLE = 200
LINE_LENGTH = 300


def parse_line(line: str) -> tuple[str, str]:
    """Return name and organisation: what stands before and after the first comma."""
    name, _comma, organisation = line.partition(",")
    return " ".join(name.split())[:NAME_LENGTH], " ".join(organisation.split())[:NAME_LENGTH]


class QuickForm(forms.Form):
    """One person on one line."""

    line = forms.CharField(
        required=False,
        max_length=LINE_LENGTH,
        widget=forms.TextInput(
            attrs={
                "class": "form-control",
                "autocomplete": "off",
                "autocapitalize": "words",
                "spellcheck": "false",
                "data-quick-entry-target": "line",
                "placeholder": _("Name, organisation"),
                "aria-label": _("Name, organisation after a comma"),
            }
        ),
    )
    touch = forms.ChoiceField(
        choices=[("", _("Last in touch?")), *LastInTouch.choices],
        required=False,
        widget=forms.Select(
            attrs={
                "class": "form-select",
                "data-quick-entry-target": "touch",
                "aria-label": _("Last in touch, roughly"),
            }
        ),
    )
    interesting = forms.BooleanField(
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input", "data-quick-entry-target": "interesting"}),
    )
    # For which name the hint was shown, and whether the person is another one all the same.
    seen = forms.CharField(required=False, max_length=2 * NAME_LENGTH, widget=forms.HiddenInput)
    anyway = forms.BooleanField(required=False)

    namesakes: list[Contact]
    is_typed_twice = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.namesakes = []

    def clean_line(self) -> str:
        """Refuse an organisation without a name."""
        line = str(self.cleaned_data["line"])
        if line.strip() and not fold_name(parse_line(line)[0]):
            raise forms.ValidationError(_("The name comes first, before the comma."))
        return line

    @property
    def line_input(self) -> SafeString:
        """The text field, tied to the hint below it."""
        classes = "form-control is-invalid" if self.is_bound and self["line"].errors else "form-control"
        attrs: dict[str, str | bool] = {"aria-describedby": f"{self.prefix}-hint", "class": classes}
        return self["line"].as_widget(attrs=attrs)

    @property
    def name(self) -> str:
        """The name of a valid line, or nothing."""
        return parse_line(str(self.cleaned_data.get("line", "")))[0]

    @property
    def is_known(self) -> bool:
        """Whether this name stands among the contacts already, or further up."""
        return bool(self.namesakes) or self.is_typed_twice

    @property
    def is_decided(self) -> bool:
        """Whether the user has seen that the name is known, and so has chosen."""
        return not self.is_known or self.cleaned_data["anyway"] or self.cleaned_data["seen"] == fold_name(self.name)

    @property
    def is_wanted(self) -> bool:
        """Whether this person is to be entered."""
        return bool(self.name) and (not self.is_known or bool(self.cleaned_data["anyway"]))

    @property
    def folded_name(self) -> str:
        """The name as the hint remembers it."""
        return fold_name(self.name) if self.is_bound and self.is_valid() else ""

    def person(self, *, origin: str, closeness: str) -> NewContact:
        """Return what the valid line says."""
        name, organisation = parse_line(self.cleaned_data["line"])
        return NewContact(
            name=name,
            organisation=organisation,
            origin=origin,
            closeness=closeness,
            last_in_touch=self.cleaned_data["touch"] or LastInTouch.NOT_SURE,
            is_interesting=self.cleaned_data["interesting"],
        )


class BaseQuickFormSet(forms.BaseFormSet[QuickForm]):
    """The lines of a page."""

    @property
    def names(self) -> list[str]:
        """The names of the valid lines that hold one."""
        return [form.name for form in self.typed()]

    def typed(self) -> Iterator[QuickForm]:
        """Yield the lines in which something stands."""
        return (form for form in self.forms if form.name)

    def notice(self, namesakes: Mapping[str, list[Contact]]) -> bool:
        """Tell each line whom it may repeat; return whether every such line has been decided."""
        above: set[str] = set()
        for form in self.typed():
            folded = fold_name(form.name)
            form.namesakes = namesakes.get(folded, [])
            form.is_typed_twice = folded in above
            above.add(folded)
        return all(form.is_decided for form in self.typed())

    def people(self, *, origin: str, closeness: str) -> list[NewContact]:
        """Return the people to enter."""
        return [form.person(origin=origin, closeness=closeness) for form in self.typed() if form.is_wanted]

    def skipped(self) -> int:
        """Return how many lines were left out because the person is there already."""
        return sum(not form.is_wanted for form in self.typed())


QuickFormSet = forms.formset_factory(
    QuickForm, formset=BaseQuickFormSet, extra=5, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE, validate_max=True
)


class PlaceForm(forms.Form):
    """Closeness for all lines of a page."""

    closeness = forms.ChoiceField(
        label=_("How close are they?"),
        choices=Closeness.choices,
        initial=Closeness.NOT_PLACED,
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class FirstFiveForm(PlaceForm):
    """The same for the first five names: people one wants to stay in touch with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closeness"].initial = Closeness.GOOD
