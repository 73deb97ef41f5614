"""The four questions of a check: a level, a few words, and above 3 how one can tell; each may stay open."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contacts.forms.lines import LineField
from contacts.forms.picking import FreePickingForm
from contacts.models import Contact
from goals.forms.fields import LinesField, length_of
from goals.models import Offer
from networks.forms.days import check_past
from networks.models import CheckAnswer, Criterion
from networks.rules.fit import wants_evidence
from networks.services.checking import GivenAnswer
from networks.words.levels import LEVELS, OPEN
from netzwerk.core.ids import read_ids
from netzwerk.core.widgets import DayInput

EVIDENCE = ("evidence", "evidence_on")


class AnswerForm(forms.Form):
    """One of the four answers; a subclass says which, and how it asks."""

    criterion: ClassVar[Criterion]
    question: ClassVar[Promise]
    words: ClassVar[Promise]
    # What is asked for when the day is missing.
    when: ClassVar[Promise] = gettext_lazy("On which day did you notice it? Roughly is enough.")

    level = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=forms.RadioSelect)
    text = LineField(required=False, max_length=length_of(CheckAnswer, "text"))
    evidence = LineField(
        label=gettext_lazy("How can you tell?"), required=False, max_length=length_of(CheckAnswer, "evidence")
    )
    evidence_on = forms.DateField(label=gettext_lazy("Noticed on"), required=False, widget=DayInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        level = self.fields["level"]
        assert isinstance(level, forms.TypedChoiceField)
        level.label = str(self.question)
        level.choices = [*((str(number), words) for number, words in enumerate(LEVELS[self.criterion])), ("", OPEN)]
        self.fields["text"].label = str(self.words)
        self.fields["evidence_on"].widget.attrs["max"] = today.isoformat()

    def clean_evidence_on(self) -> date | None:
        """Refuse a day that is still to come, or from before anybody lived."""
        day: date | None = self.cleaned_data["evidence_on"]
        return check_past(day, self.today) if day else None

    def clean(self) -> dict[str, Any]:
        """Want the evidence of an answer above 3."""
        data = super().clean() or self.cleaned_data
        if wants_evidence(data.get("level")):
            if not data.get("evidence") and "evidence" not in self.errors:
                self.add_error("evidence", _("An answer as good as this wants its evidence. A sentence is enough."))
            if not data.get("evidence_on") and "evidence_on" not in self.errors:
                self.add_error("evidence_on", str(self.when))
        return data

    @property
    def shows_evidence(self) -> bool:
        """Whether the evidence must be seen whatever is chosen: something stands there, or is wrong."""
        return any(self[name].value() or self[name].errors for name in EVIDENCE)

    def answer(self) -> GivenAnswer:
        """Return what the valid form says; a day without evidence says nothing."""
        data = {name: self.cleaned_data[name] for name in ("level", "text", *EVIDENCE)}
        if not data["evidence"] and not self.keeps_day:
            data["evidence_on"] = None
        return GivenAnswer(**data)

    # Whether the day says something without evidence.
    keeps_day: ClassVar[bool] = False

    @staticmethod
    def initial_of(answer: CheckAnswer) -> dict[str, Any]:
        """Return an answer that was given before as initial values."""
        return {name: getattr(answer, name) for name in ("level", "text", *EVIDENCE)}


class MembersForm(AnswerForm, FreePickingForm):
    """The members: how many of them are interesting, and who."""

    criterion = Criterion.MEMBERS
    question = gettext_lazy("How many of them would you like to know better?")
    words = gettext_lazy("In a few words, for the comparison: who they are")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contacts"].error_messages["invalid_choice"] = _("One of these people is no longer there.")

    def picked_people(self) -> list[Contact]:
        """Return the people that are ticked and still there, so that one who is gone takes nobody along."""
        ids = read_ids(map(str, self["contacts"].value() or []))
        people = Contact.objects.for_user(self.user).present().with_positions().filter(pk__in=ids)
        return sorted(people, key=lambda contact: contact.folded_name)


class ToneForm(AnswerForm):
    """The tone, after a visit."""

    criterion = Criterion.TONE
    question = gettext_lazy("How are newcomers treated?")
    words = gettext_lazy("The tone in a few words, for the comparison")
    when = gettext_lazy("When were you there? The tone shows on a visit.")
    keeps_day = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence_on"].label = gettext_lazy("Date of your visit")

    @property
    def shows_evidence(self) -> bool:
        """The day of the visit stands apart from the evidence."""
        return bool(self["evidence"].value() or self["evidence"].errors)


class ValueForm(AnswerForm):
    """The real added value."""

    criterion = Criterion.VALUE
    question = gettext_lazy("How much would you get that you cannot get elsewhere?")
    words = gettext_lazy("What exactly, in a few words for the comparison")


class GivingForm(AnswerForm):
    """What the user could give: offers chosen, and new ideas."""

    criterion = Criterion.GIVING
    question = gettext_lazy("How much could you give there?")
    words = gettext_lazy("In a few words, for the comparison")

    offers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which of your offers fit there?"),
        queryset=Offer.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("One of these offers is no longer there."),
            "invalid_pk_value": gettext_lazy("One of these offers is no longer there."),
        },
    )
    ideas = LinesField(rows=3, label=gettext_lazy("New ideas for this network"), help_text=gettext_lazy("One a line."))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offers = self.fields["offers"]
        assert isinstance(offers, forms.ModelMultipleChoiceField)
        offers.queryset = Offer.objects.for_user(user)
