"""Tags, and views of the list that were saved under a name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.contact import Contact
from netzwerk.core.owned import Owned


class Tag(Owned):
    """A word of the user's that groups people; one row a folded name."""

    name = models.CharField(_("tag"), max_length=60)
    folded_name = models.CharField(max_length=120, editable=False)

    class Meta:
        ordering = ["folded_name"]
        constraints = [models.UniqueConstraint(fields=["owner", "folded_name"], name="contacts_tag_once")]

    def __str__(self) -> str:
        return self.name


class Tagging(Owned):
    """That a contact has a tag."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings", db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="taggings", db_constraint=False, db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "tag", "contact"], name="contacts_tagged_once")]
        indexes = [models.Index(fields=["owner", "contact"], name="contacts_tagging_contact")]

    def __str__(self) -> str:
        return str(self.pk)


class SavedView(Owned):
    """A list of people under a name: the filters and the order, as they stand in the address."""

    name = models.CharField(_("name"), max_length=60)
    folded_name = models.CharField(max_length=120, editable=False)
    query = models.CharField(max_length=4000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["folded_name"]
        constraints = [models.UniqueConstraint(fields=["owner", "folded_name"], name="contacts_view_once")]

    def __str__(self) -> str:
        return self.name
