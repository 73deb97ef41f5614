"""Names of tags and views."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from contacts.forms.lines import LineField
from contacts.models.tag import LONGEST_SAVED, TAG_LENGTH, VIEW_LENGTH
from contacts.rules.conditions import LONGEST_QUERY, read_query, write_query
from contacts.services.tags import MOST_TAGS, is_room_for_tags
from netzwerk.core.lines import one_line

MOST_NAMES = 20


class TagNamesField(forms.CharField):
    """Names of tags with commas between them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_NAMES * (TAG_LENGTH + 2), **options)

    def clean(self, value: Any) -> list[str]:
        """Return the names, each with single spaces."""
        names = [one_line(name) for name in str(super().clean(value)).split(",")]
        names = [name for name in names if name]
        if any(len(name) > TAG_LENGTH for name in names):
            raise forms.ValidationError(
                ngettext_lazy("A tag has one sign at most.", "A tag has %(count)s signs at most.", TAG_LENGTH)
                % {"count": TAG_LENGTH}
            )
        return names[:MOST_NAMES]


class TagNameField(LineField):
    """The name of one tag."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=TAG_LENGTH, **options)

    def clean(self, value: Any) -> Any:
        """Refuse a comma: it separates tags where several are typed."""
        name = super().clean(value)
        if "," in name:
            raise forms.ValidationError(_("A tag has no comma in its name."))
        return name


def check_room(owner: User, names: list[str]) -> None:
    """Refuse new tags where there are as many as there may be; known ones are welcome."""
    if not is_room_for_tags(owner=owner, names=names):
        words = _("You may have %(count)s tags, and new ones do not fit any more. Merge or delete some first.")
        raise forms.ValidationError(words % {"count": intcomma(MOST_TAGS)})


class AddTagsForm(forms.Form):
    """Tags for a person: one, or several with commas; `remove` is the id of one to take away."""

    names = TagNamesField(label=_("Add a tag"), required=False)
    remove = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # Names that complete what is typed.
    offered: Iterable[str] = ()

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner

    def clean_names(self) -> list[str]:
        """Return the names, if there is room for the new ones."""
        names: list[str] = self.cleaned_data["names"]
        check_room(self.owner, names)
        return names


class TagNameForm(forms.Form):
    """What a tag is called."""

    name = TagNameField(label=_("Name"), widget=forms.TextInput(attrs={"autofocus": True}))


class ViewNameForm(forms.Form):
    """What a view is called."""

    name = LineField(
        label=_("Name of the view"), max_length=VIEW_LENGTH, widget=forms.TextInput(attrs={"autofocus": True})
    )


class ViewQueryForm(forms.Form):
    """The conditions that a view holds, as the address of the list has them."""

    query = forms.CharField(required=False, max_length=LONGEST_QUERY)

    def clean_query(self) -> str:
        """Return the conditions in their one spelling; a view without any would be the whole list."""
        query = read_query(str(self.cleaned_data["query"]))
        if not (query or query.sort):
            raise forms.ValidationError(_("A view needs at least one condition or an order."))
        words = write_query(query)
        if query.is_cut or len(words) > LONGEST_SAVED:
            raise forms.ValidationError(_("These are too many conditions for a view."))
        return words


class NewViewForm(ViewNameForm, ViewQueryForm):
    """A name and the conditions."""
