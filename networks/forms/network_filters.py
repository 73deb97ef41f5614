"""What narrows the list of networks, and what is done with those that are ticked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.list_filters import ListFilterForm
from networks.models import Network, Stage
from networks.rules.fit import FEWEST_COMPARED, MOST_COMPARED
from netzwerk.core.ids import read_ids

ALL = ("", gettext_lazy("All"))
# The address of the undo names each of them.
MOST_TICKED = 100


class NetworkFilterForm(ListFilterForm):
    """Which networks shall be listed."""

    filters = ("q", "stage", "kind", "sphere", "active")
    q = forms.CharField(required=False, max_length=200)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False, choices=[ALL, *Stage.choices])
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[ALL, *Network.Kind.choices])
    sphere = forms.ChoiceField(label=gettext_lazy("Mostly for"), required=False, choices=[ALL, *Network.Sphere.choices])
    active = forms.TypedChoiceField(required=False, choices=[("1", "")], coerce=int, empty_value=None)
    after = forms.UUIDField(required=False)


class SeveralForm(forms.Form):
    """What to do with the ticked networks: a stage to move them to, the bin, or a comparison."""

    action = forms.ChoiceField(choices=[(action, action) for action in ("move", "delete", "compare")])
    stage = forms.ChoiceField(required=False, choices=Stage.choices)

    def __init__(self, data: Any, *, found: list[Network]) -> None:
        super().__init__(data)
        self.found = found

    def clean(self) -> dict[str, Any]:
        """Want some networks, and as many as the action can take."""
        data = self.cleaned_data
        if not self.found:
            raise forms.ValidationError(_("Choose networks first: tick them in the list."))
        if len(self.found) > MOST_TICKED:
            raise forms.ValidationError(_("At most %(most)s at once, please."), params={"most": MOST_TICKED})
        if data.get("action") == "move" and not data.get("stage"):
            raise forms.ValidationError(_("Choose a stage."))
        if data.get("action") == "compare" and not FEWEST_COMPARED <= len(self.found) <= MOST_COMPARED:
            raise forms.ValidationError(_("Two to five networks can be compared."))
        return data


def ticked_ids(values: list[str]) -> list[UUID]:
    """Return the ids among what was ticked, one more than may be at once at the most."""
    return read_ids(values[: MOST_TICKED + 1])
