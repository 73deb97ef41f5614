"""Tags, and views of the list that were saved under a name."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from contacts.models.contact import Contact
from netzwerk.core.owned import Owned, OwnedPart, OwnedQuerySet

TAG_LENGTH, VIEW_LENGTH, LONGEST_SAVED = 60, 60, 4000


class TagQuerySet(OwnedQuerySet["Tag"]):
    """Questions about tags."""

    def with_counts(self) -> Self:
        """Return tags by name with how many people have them as `people`, the archive and the bin left out."""
        counted = Q(taggings__contact__deleted_at=None, taggings__contact__archived_at=None)
        return self.annotate(people=Count("taggings", filter=counted)).order_by("folded_name")


class Tag(Owned):
    """A word of the user's that groups people; one row a folded name.
    A deleted one leaves a `BinnedTag`.
    """

    name = models.CharField(_("tag"), max_length=TAG_LENGTH)
    folded_name = models.CharField(max_length=2 * TAG_LENGTH, editable=False)

    objects = TagQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        ordering = ["folded_name"]
        constraints = [models.UniqueConstraint(fields=["owner", "folded_name"], name="contacts_tag_once")]

    def __str__(self) -> str:
        return self.name


class Tagging(OwnedPart):
    """That a contact has a tag."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings", db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="taggings", db_constraint=False, db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "tag", "contact"], name="contacts_tagged_once")]
        indexes = [models.Index(fields=["owner", "contact"], name="contacts_tagging_contact")]

    def __str__(self) -> str:
        return str(self.pk)


class BinnedTag(Owned):
    """A tag that was deleted or merged into another, under the same id: what it takes to bring it back.

    `left_behind` holds whose it was; after a merge also whom the other one got by it, and the views that were changed.
    """

    name = models.CharField(max_length=TAG_LENGTH)
    left_behind = models.JSONField(default=dict)
    deleted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "deleted_at"], name="contacts_binned_tags")]

    def __str__(self) -> str:
        return self.name


class SavedViewQuerySet(OwnedQuerySet["SavedView"]):
    """Questions about saved views."""

    def present(self) -> Self:
        """Return views that are not in the bin."""
        return self.filter(deleted_at=None)


class SavedView(Owned):
    """A list of people under a name: the filters and the order, as they stand in the address."""

    name = models.CharField(_("name"), max_length=VIEW_LENGTH)
    folded_name = models.CharField(max_length=2 * VIEW_LENGTH, editable=False)
    query = models.CharField(max_length=LONGEST_SAVED)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = SavedViewQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        ordering = ["folded_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "folded_name"], condition=Q(deleted_at=None), name="contacts_view_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
