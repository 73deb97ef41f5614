"""Tags: the page of all of them, renamed, merged, deleted."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.forms.tags import TagNameForm
from contacts.models import BinnedTag, Tag
from contacts.services.tags import TagExistsError, delete_tag, merge_tags, rename_tag, restore_tag
from contacts.views.answers import leave, tell, undo_address
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest, posted

PAGE = "contacts:tag-list"
PAGE_SIZE = 100
FORM = "contacts/tag_form.html"


@require_safe
def tag_list(request: UserRequest) -> HttpResponse:
    """Show tags by name with how many people have them, page by page."""
    tags, after = Tag.objects.for_user(request.user), read_id(request.GET.get("after", ""))
    start = tags.filter(pk=after).first() if after else None
    page = tags.with_counts().filter(folded_name__gt=start.folded_name) if start else tags.with_counts()
    rows = list(page[: PAGE_SIZE + 1])
    context = {
        "tags": rows[:PAGE_SIZE],
        "next_url": f"?after={rows[PAGE_SIZE - 1].pk}" if len(rows) > PAGE_SIZE else "",
    }
    return answer(request, "contacts/tag_list.html", context, part="rows" if start else "")


@require_http_methods(["GET", "HEAD", "POST"])
def tag_rename(request: UserRequest, pk: UUID) -> HttpResponse:
    """Call a tag something else; the name of another tag is taken only when asked again, and merges the two."""
    tag = get_object_or_404(Tag.objects.for_user(request.user), pk=pk)
    form = TagNameForm(posted(request), initial={"name": tag.name})
    context = {"tag": tag, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            rename_tag(tag=tag, name=form.cleaned_data["name"])
        except TagExistsError as error:
            return _merge(request, tag, error.args[0], context)
        except Tag.DoesNotExist:
            raise Http404 from None
        tell(request, _("Saved."))
        return leave(request, default=PAGE)
    return answer(request, FORM, context, part="sheet", status=422 if form.errors else 200)


def _merge(request: UserRequest, tag: Tag, other: Tag, context: dict[str, object]) -> HttpResponse:
    if request.POST.get("merge") != str(other.pk):
        tag.refresh_from_db()
        return answer(request, FORM, {**context, "other": other}, part="sheet", status=422)
    try:
        binned = merge_tags(tag=tag, into=other)
    except Tag.DoesNotExist:
        raise Http404 from None
    words = {"tag": binned.name, "other": other.name}
    undo = undo_address(request, "contacts:tag-restore", binned.pk)
    tell(request, _("“%(tag)s” is now “%(other)s”.") % words, undo=undo)
    return leave(request, default=PAGE)


@require_POST
def tag_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Take a tag from everybody."""
    binned = delete_tag(tag=get_object_or_404(Tag.objects.for_user(request.user), pk=pk))
    undo = undo_address(request, "contacts:tag-restore", binned.pk)
    tell(request, _("The tag “%(tag)s” is deleted.") % {"tag": binned.name}, undo=undo)
    return leave(request, default=PAGE)


@require_POST
def tag_restore(request: UserRequest, pk: UUID) -> HttpResponse:
    """Bring a tag back."""
    tag = restore_tag(binned=get_object_or_404(BinnedTag.objects.for_user(request.user), pk=pk))
    tell(request, _("The tag “%(tag)s” is back.") % {"tag": tag.name})
    return leave(request, default=PAGE)
