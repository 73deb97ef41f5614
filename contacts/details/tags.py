"""The tags of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.details.base import Detail
from contacts.forms.tags import AddTagsForm
from contacts.models import Contact, Tag
from contacts.services.tags import tag_contacts, untag_contacts

MOST_OFFERED = 500


class TagsDetail(Detail):
    """Tags, added by typing and removed one by one."""

    key: ClassVar[str] = "tags"
    label = _("Tags")
    offer = pgettext_lazy("filter", "Tag")
    template: ClassVar[str] = "contacts/details/tags.html"
    form_template: ClassVar[str] = "contacts/details/tags_form.html"

    def value(self, contact: Contact) -> Any:
        """Return the ids of the tags."""
        return sorted(str(tagging.tag_id) for tagging in contact.taggings.all())

    def form(self, contact: Contact, data: Mapping[str, Any] | None = None) -> forms.BaseForm:
        """Return the field for further ones, which completes what is typed by the tags there are."""
        form = AddTagsForm(data, owner=contact.owner)
        known = Tag.objects.for_user(contact.owner).exclude(pk__in=self.value(contact))
        form.offered = known.values_list("name", flat=True)[:MOST_OFFERED]
        return form

    def save(self, contact: Contact, form: Any) -> None:
        """Add the new ones, or take the one away whose cross was clicked."""
        if form.cleaned_data["remove"]:
            untag_contacts(owner=contact.owner, contact_ids=[contact.pk], tag_ids=[form.cleaned_data["remove"]])
        tag_contacts(owner=contact.owner, contact_ids=[contact.pk], names=form.cleaned_data["names"])

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return the tags by name, and what the crosses send along."""
        tags = sorted((tagging.tag for tagging in contact.taggings.all()), key=lambda tag: tag.folded_name)
        return {"tags": tags, "tags_seen": self.fingerprint(contact)}
