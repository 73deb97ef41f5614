"""What all pages of operation share: nothing is added or deleted here, and the log names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import BooleanFieldListFilter, ModelAdmin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern

if TYPE_CHECKING:
    Base = ModelAdmin[Model]
else:
    Base = ModelAdmin


def titled(title: str) -> type[BooleanFieldListFilter]:
    """Return a filter by yes and no that is called as operators would say it."""

    class Titled(BooleanFieldListFilter):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.title = title

    return Titled


# Of the pages about a model.
KEPT = ("changelist", "history", "change")


class Looking(Base):
    """Shows fields that are listed one by one. Whoever may come in sees all; Django's permissions play no part."""

    list_per_page = 50
    # Counting a whole table for a page that was searched tells nobody anything.
    show_full_result_count = False
    # Whether anything of one can be changed.
    has_fields_to_change = False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show the list under its own name."""
        title = {"title": str(self.opts.verbose_name_plural).capitalize()}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        """Return the pages that are kept."""
        return [each for each in super().get_urls() if (each.name or "").endswith(KEPT)]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Let in whom the site lets in."""
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """Let in whom the site lets in."""
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Show a form only where there is something to change; the list always, as actions are chosen there."""
        return self.admin_site.has_permission(request) and (obj is None or self.has_fields_to_change)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nothing is made here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        """Nothing is deleted here."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:  # noqa: ARG002
        """Allow what the filters beside a list ask for; Django would let an address ask about any column.

        So somebody could find out by trying what no page shows, such as the name of a user, or whose a job is.
        """
        filters = [one[0] if isinstance(one, tuple | list) else one for one in self.list_filter]
        return lookup in {f"{name}{how}" for name in filters for how in ("", "__exact", "__isnull")}

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        """Note who changed which row; the row by its number, as an address would outlive its account."""
        return LogEntry.objects.create(
            user_id=request.user.pk or 0,
            content_type=ContentType.objects.get_for_model(obj, for_concrete_model=False),
            object_id=str(obj.pk),
            object_repr=f"{self.opts.verbose_name} {obj.pk}",
            action_flag=CHANGE,
            change_message=message,
        )

    def tell(self, request: HttpRequest, done: QuerySet[Any] | list[Any], what: str) -> None:
        """Note in the log and say what an action did to how many."""
        for each in done:
            self.log_change(request, each, what)
        self.message_user(request, f"{len(done)} {what}.")
