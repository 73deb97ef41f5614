"""Many people at once: tagged, or a tag taken away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.models import User
from contacts.bulk.links import LinkAction
from contacts.forms.bulk import TagForm, UntagForm
from contacts.models import Tag, Tagging
from contacts.services.indexing import reindex_contacts
from contacts.services.tags import find_or_add_tags
from netzwerk.core.bulk import Arguments


class _TaggingAction(LinkAction):
    """What both have in common."""

    model = Tagging
    has_form = True

    def fixed(self, *, owner: User, arguments: Arguments) -> dict[str, Any] | None:
        """Return the tag, unless somebody has deleted it."""
        tag = Tag.objects.for_user(owner).filter(pk=arguments["tag"]).first()
        return {"tag_id": tag.pk} if tag else None

    def after_change(self, *, owner: User, ids: Collection[UUID]) -> None:
        """Let the search find people by the tags they have."""
        reindex_contacts(owner=owner, contact_ids=ids)


class TagAction(_TaggingAction):
    """Give a tag, known or new."""

    key = "tag"
    label = pgettext_lazy("what a button does", "Tag")
    icon = "tag"
    is_frequent = True

    def form(self, *, owner: User, data: Mapping[str, Any] | None = None) -> forms.Form:
        """Return the form of the tag's name."""
        return TagForm(data, owner=owner)

    def arguments(self, *, owner: User, form: forms.Form) -> Arguments:
        """Return the tag, which is made when there is none of this name."""
        tag = find_or_add_tags(owner=owner, names=[form.cleaned_data["tag"]])[0]
        return {"tag": str(tag.pk), "name": tag.name}

    def done_words(self, *, count: int, arguments: Arguments) -> str:
        """Return who has which tag."""
        words = ngettext("%(count)s person has the tag “%(tag)s”.", "%(count)s people have the tag “%(tag)s”.", count)
        return words % {"count": count, "tag": arguments["name"]}


class UntagAction(_TaggingAction):
    """Take a tag away."""

    key = "untag"
    label = gettext_lazy("Take a tag away")
    icon = "x-lg"
    is_adding: ClassVar[bool] = False

    def form(self, *, owner: User, data: Mapping[str, Any] | None = None) -> forms.Form:
        """Return the choice of tags."""
        return UntagForm(data, owner=owner)

    def arguments(self, *, owner: User, form: forms.Form) -> Arguments:
        """Return the tag."""
        tag = form.cleaned_data["tag"]
        return {"tag": str(tag.pk), "name": tag.name}

    def done_words(self, *, count: int, arguments: Arguments) -> str:
        """Return who is without which tag."""
        words = ngettext(
            "%(count)s person is without the tag “%(tag)s”.", "%(count)s people are without the tag “%(tag)s”.", count
        )
        return words % {"count": count, "tag": arguments["name"]}
