"""Tags: given and taken, renamed, merged, deleted and brought back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from contacts.models import BinnedTag, Contact, SavedView, Tag, Tagging
from contacts.models.tag import TAG_LENGTH
from contacts.rules.conditions import Query, read_query, write_query
from contacts.services.indexing import reindex_contacts
from contacts.services.purging import schedule_purge
from netzwerk.core.folding import fold
from netzwerk.core.jobs import enqueue_job

# The search follows at once for so many people; for more in the background.
MOST_AT_ONCE, BATCH = 500, 500
REINDEX = "reindex-tag"
# More words are no help any more, and each stands in the filters.
MOST_TAGS = 1000


class TagExistsError(Exception):
    """Another tag has this name; it is the first argument."""


class TooManyTagsError(ValueError):
    """There are as many tags as there may be."""


def fold_tag(name: str) -> str:
    """Return what a tag is recognised by; of signs that fold to nothing, the signs."""
    return fold(name)[: 2 * TAG_LENGTH] or name


@transaction.atomic
def tag_contacts(*, owner: User, contact_ids: Collection[UUID], names: Iterable[str]) -> list[Tag]:
    """Give these people these tags, which are made when they are new; return the tags. Run twice it is done once.

    Raises TooManyTagsError.
    """
    tags = find_or_add_tags(owner=owner, names=names)
    people = _present(owner, contact_ids)
    taggings = [Tagging(owner=owner, tag=tag, contact_id=pk) for tag in tags for pk in people]
    Tagging.objects.bulk_create(taggings, ignore_conflicts=True, batch_size=1000)
    reindex_contacts(owner=owner, contact_ids=people)
    return tags


@transaction.atomic
def untag_contacts(*, owner: User, contact_ids: Collection[UUID], tag_ids: Collection[UUID]) -> None:
    """Take these tags from these people; the tags stay."""
    people = _present(owner, contact_ids)
    Tagging.objects.for_user(owner).filter(contact__in=people, tag__in=tag_ids).delete()
    reindex_contacts(owner=owner, contact_ids=people)


def find_or_add_tags(*, owner: User, names: Iterable[str], as_room_allows: bool = False) -> list[Tag]:
    """Return the tags of these names, each once however it is written; the missing ones are made.

    Raises TooManyTagsError, or `as_room_allows` makes those for which there is room: an import asks nobody. What
    brings tags back asks for no room.
    """
    wanted: dict[str, str] = {}
    for name in filter(None, names):
        wanted.setdefault(fold_tag(name), name)
    missing = _missing(owner, wanted)
    if not _has_room(owner, missing):
        if not as_room_allows:
            raise TooManyTagsError
        missing = set(sorted(missing)[: max(0, MOST_TAGS - Tag.objects.for_user(owner).count())])
    # Another tab may have made one meanwhile: then that one counts.
    Tag.objects.bulk_create(
        [Tag(owner=owner, name=wanted[folded], folded_name=folded) for folded in missing], ignore_conflicts=True
    )
    return list(Tag.objects.for_user(owner).filter(folded_name__in=list(wanted)))


def is_room_for_tags(*, owner: User, names: Iterable[str]) -> bool:
    """Tell whether `find_or_add_tags` would find room for the new ones of these names."""
    return _has_room(owner, _missing(owner, {fold_tag(name) for name in names if name}))


@transaction.atomic
def rename_tag(*, tag: Tag, name: str) -> Tag:
    """Call a tag something else; raises TagExistsError when another one is called that, and Tag.DoesNotExist."""
    if not _lock(tag.owner, tag.pk):
        raise Tag.DoesNotExist
    other = Tag.objects.for_user(tag.owner).filter(folded_name=fold_tag(name)).exclude(pk=tag.pk).first()
    if other:
        raise TagExistsError(other)
    tag.name, tag.folded_name = name, fold_tag(name)
    try:
        with transaction.atomic():
            tag.save(update_fields=["name", "folded_name"])
    except IntegrityError as error:
        other = Tag.objects.for_user(tag.owner).get(folded_name=fold_tag(name))
        raise TagExistsError(other) from error
    _reindex(tag.owner, tag.pk, _people_of(tag))
    return tag


@transaction.atomic
def merge_tags(*, tag: Tag, into: Tag) -> BinnedTag:
    """Give all people of one tag another one instead; saved views follow. `restore_tag` takes it back.

    Said twice, it is done once. Raises Tag.DoesNotExist when the other one is gone.
    """
    owner, there = tag.owner, _lock(tag.owner, tag.pk, into.pk)
    if tag.pk not in there:
        return BinnedTag.objects.for_user(owner).get(pk=tag.pk)
    if into.pk not in there:
        raise Tag.DoesNotExist
    people = _people_of(tag)
    theirs = Tagging.objects.for_user(owner)
    lent = theirs.filter(tag=tag).exclude(contact__in=theirs.filter(tag=into).values("contact_id"))
    lent_ids = [str(pk) for pk in lent.values_list("contact_id", flat=True)]
    lent.update(tag=into)
    views = _point_views(owner, tag.pk, into.pk)
    return _bin(tag, people, {"into": str(into.pk), "lent": lent_ids, "views": views})


@transaction.atomic
def delete_tag(*, tag: Tag) -> BinnedTag:
    """Take a tag from everybody; `restore_tag` brings it back. Views that ask for it say that it is gone."""
    if not _lock(tag.owner, tag.pk):
        return BinnedTag.objects.for_user(tag.owner).get(pk=tag.pk)
    return _bin(tag, _people_of(tag), {})


@transaction.atomic
def restore_tag(*, binned: BinnedTag) -> Tag:
    """Bring a tag back to those who had it and are still there; into a new one of the same name, if there is one.

    After a merge the other tag goes again from whom had it only by that, and views ask for what they asked for.
    """
    owner, left = binned.owner, binned.left_behind
    people = _present(owner, [UUID(pk) for pk in left["contacts"]])
    tag, _is_new = Tag.objects.get_or_create(
        owner=owner, folded_name=fold_tag(binned.name), defaults={"id": binned.pk, "name": binned.name}
    )
    Tagging.objects.bulk_create(
        [Tagging(owner=owner, tag=tag, contact_id=pk) for pk in people], ignore_conflicts=True, batch_size=1000
    )
    Tagging.objects.for_user(owner).filter(tag=left.get("into"), contact__in=left.get("lent", [])).delete()
    for view in SavedView.objects.for_user(owner).filter(pk__in=left.get("views", {})):
        before, after = left["views"][str(view.pk)]
        SavedView.objects.for_user(owner).filter(pk=view.pk, query=after).update(query=before)
    binned.delete()
    _reindex(owner, tag.pk, people)
    return tag


def reindex_people_of(*, owner: User, tag_id: UUID, after: UUID | None) -> UUID | None:
    """Let the search follow for one batch of those who have or had a tag; return where the next begins."""
    had = BinnedTag.objects.for_user(owner).filter(pk=tag_id).values_list("left_behind", flat=True).first()
    people = {UUID(pk) for pk in had["contacts"]} if had else set()
    people |= set(Tagging.objects.for_user(owner).filter(tag=tag_id).values_list("contact_id", flat=True))
    batch = sorted(pk for pk in people if after is None or pk > after)[:BATCH]
    reindex_contacts(owner=owner, contact_ids=batch)
    return batch[-1] if batch else None


def _missing(owner: User, folded_names: Collection[str]) -> set[str]:
    found = Tag.objects.for_user(owner).filter(folded_name__in=list(folded_names))
    return set(folded_names) - set(found.values_list("folded_name", flat=True))


def _has_room(owner: User, missing: Collection[str]) -> bool:
    return not missing or Tag.objects.for_user(owner).count() + len(missing) <= MOST_TAGS


def _lock(owner: User, *tag_ids: UUID) -> list[UUID]:
    """Return which of these tags are still there, locked in one order, so that two tabs wait for each other."""
    tags = Tag.objects.for_user(owner).filter(pk__in=tag_ids).order_by("pk").select_for_update()
    return list(tags.values_list("pk", flat=True))


def _present(owner: User, contact_ids: Collection[UUID]) -> list[UUID]:
    return list(Contact.objects.for_user(owner).filter(pk__in=contact_ids).values_list("pk", flat=True))


def _people_of(tag: Tag) -> list[UUID]:
    return list(Tagging.objects.for_user(tag.owner).filter(tag=tag).values_list("contact_id", flat=True))


def _bin(tag: Tag, people: list[UUID], more: dict[str, Any]) -> BinnedTag:
    owner, pk = tag.owner, tag.pk
    left_behind = {"contacts": [str(contact_id) for contact_id in people], **more}
    binned = BinnedTag.objects.create(id=pk, owner=owner, name=tag.name, left_behind=left_behind)
    tag.delete()
    _reindex(owner, pk, people)
    schedule_purge(owner=owner, deleted_at=binned.deleted_at)
    return binned


def _reindex(owner: User, tag_id: UUID, people: Collection[UUID]) -> None:
    if len(people) <= MOST_AT_ONCE:
        reindex_contacts(owner=owner, contact_ids=people)
    else:
        enqueue_job(kind=REINDEX, owner=owner, object_id=tag_id)


def _point_views(owner: User, old: UUID, new: UUID) -> dict[str, list[str]]:
    """Let views that ask for one tag ask for the other; return what each said before and says now."""
    changed = {}
    for view in SavedView.objects.for_user(owner).filter(query__contains=str(old)):
        query = _pointed(read_query(view.query), str(old), str(new))
        changed[str(view.pk)] = [view.query, query]
        SavedView.objects.for_user(owner).filter(pk=view.pk).update(query=query)
    return changed


def _pointed(query: Query, old: str, new: str) -> str:
    for condition in query.conditions:
        if (condition.key, condition.value) == ("tag", old):
            query = query.replaced(condition, value=new)
    return write_query(query)
