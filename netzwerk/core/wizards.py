"""Wizards on drafts: formtools' named-URL wizard with its storage in a row, its traps taken out.

The row survives log-out and a change of device. A GET never changes it; every POST keeps the raw input of its step,
valid or not, so the way back is free; and the URL names the draft, so two tabs with two drafts do not mix.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage
from formtools.wizard.views import NamedUrlWizardView, StepsHelper, WizardView

from netzwerk.core.models import Draft
from netzwerk.core.owned import OwnedQuerySet
from netzwerk.core.requests import UserRequest

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from accounts.models import User

DRAFT_LIFE = timedelta(days=90)
# More than any field takes: what is cut off could not have been saved either.
LONGEST_INPUT = 20_000
StepData = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class StepText:
    """The words around a step: where one is, what is asked, and why."""

    label: _StrPromise | str
    heading: _StrPromise | str
    why: tuple[_StrPromise | str, ...]


def living_drafts(*, owner: User, wizard: str, now: datetime) -> OwnedQuerySet[Draft]:
    """Return the drafts of one wizard that can be opened: touched in the last 90 days, finished ones too."""
    return Draft.objects.for_user(owner).filter(wizard=wizard, updated_at__gt=now - DRAFT_LIFE)


def find_draft(*, owner: User, wizard: str, object_id: UUID | None, now: datetime) -> Draft | None:
    """Return the newest unfinished draft about an object, if there is one to go on with."""
    drafts = living_drafts(owner=owner, wizard=wizard, now=now)
    return drafts.filter(object_id=object_id, finished_at=None).order_by("-updated_at").first()


def start_draft(*, owner: User, wizard: str, object_id: UUID | None, step: str, now: datetime) -> Draft:
    """Return a new draft in which nothing is typed, and remove the owner's drafts that have grown too old."""
    Draft.objects.for_user(owner).filter(updated_at__lte=now - DRAFT_LIFE).delete()
    return Draft.objects.create(owner=owner, wizard=wizard, object_id=object_id, step=step)


def raw_initial(form: forms.BaseForm) -> StepData:
    """Return an unbound form's initial values as the input that a browser would send."""
    data: StepData = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if value is None or value is False or value == "":
            continue  # but 0 is an answer
        values = value if isinstance(value, list | tuple) else [value]
        data[form.add_prefix(name)] = [str(one) for one in values]
    return data


class DraftStorage(BaseStorage):  # type: ignore[misc]  # formtools is untyped
    """What formtools keeps between two steps, in a draft row; written only when asked to."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(str(draft.pk))
        self.draft = draft
        self.data = {**self.empty(), **draft.data}

    @classmethod
    def empty(cls) -> dict[str, Any]:
        """Return the content of a draft in which nobody has typed yet."""
        return {cls.step_key: None, cls.step_data_key: {}, cls.step_files_key: {}, cls.extra_data_key: {}}

    def save(self, *, step: str) -> None:
        """Write what was typed, and where to go on."""
        self.draft.data, self.draft.step = {**self.data, self.step_key: None}, step
        self.draft.save(update_fields=["data", "step", "updated_at"])


class DraftWizardView(NamedUrlWizardView, ABC):  # type: ignore[misc]  # formtools is untyped
    """A wizard whose URL holds `draft` and `step`.

    A subclass names its `wizard` and the `texts` of its steps (`components/base_wizard.html` shows them), says in
    `done` which one service the last POST calls, in `get_form_initial` how things stand where nothing was typed, and in
    `left_url` where *finish later* and a finished draft lead. The last step asks nothing; what it shows comes from the
    others.
    """

    wizard = ""
    texts: ClassVar[Mapping[str, StepText]] = {}
    draft: Draft

    def dispatch(self, request: UserRequest, *args: Any, draft: UUID, step: str, **kwargs: Any) -> HttpResponseBase:
        """Find the draft, locked when something is about to change; a stranger's, an old or an unknown one is 404."""
        drafts = living_drafts(owner=request.user, wizard=self.wizard, now=timezone.now())
        if request.method == "POST":
            drafts = drafts.select_for_update()
        self.draft = get_object_or_404(drafts, pk=draft)
        self.prefix = self.get_prefix(request)
        self.storage = DraftStorage(self.draft)
        self.steps = StepsHelper(self)
        if step not in self.get_form_list():
            raise Http404
        self.storage.current_step = step
        if self.draft.finished_at:
            return redirect(self.left_url())
        # Past formtools' own `dispatch`, which would make a storage by name.
        return cast(HttpResponseBase, super(WizardView, self).dispatch(request, *args, **kwargs))

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Show a step as it was left; nothing is saved, on the last step neither."""
        return self.render(self.get_form(data=self.storage.current_step_data))

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Keep what was typed, then go where the button says: on, back, away, or nowhere (kept while typing)."""
        step, intent = self.steps.current, self.request.POST.get("intent", "")
        form = self.get_form(data=self.request.POST)
        self.storage.set_step_data(step, self._input_of(form))
        if intent == "keep":
            self.storage.save(step=step)
            return HttpResponse(status=204)
        if intent == "later":
            self.storage.save(step=step)
            return redirect(self.left_url())
        if intent == "back":
            return self._go_to(self.steps.prev or step)
        if not form.is_valid():
            self.storage.save(step=step)
            return self.render(form, status=422)
        return self.render_done(form) if step == self.steps.last else self._go_to(self.steps.next)

    def render(self, form: forms.BaseForm | None = None, *, status: int = 200, **kwargs: Any) -> HttpResponse:
        """Render the step, with the status that its answer deserves."""
        context = self.get_context_data(form=form or self.get_form(), **kwargs)
        return cast(HttpResponse, self.render_to_response(context, status=status))

    def get_context_data(self, form: forms.BaseForm, **kwargs: Any) -> dict[str, Any]:
        """Add the words around the step, and where it posts to."""
        step = self.steps.current
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        context |= {"step": self.step_text(step), "left_url": self.left_url(), "step_url": self.get_step_url(step)}
        return context

    def step_text(self, step: str) -> StepText:
        """Return the words around a step; a wizard whose steps depend on what was said overrides it."""
        return self.texts[step]

    def render_done(self, _form: forms.BaseForm, **kwargs: Any) -> HttpResponse:
        """Check all steps again and finish, or lead to the first that is not in order.

        formtools would redirect to a GET that saves.
        """
        answers = {step: self.answered_form(step) for step in self.get_form_list()}
        for step, answer in answers.items():
            if not answer.is_valid():
                return self._go_to(step)
        return cast(HttpResponse, self.done(list(answers.values()), form_dict=answers, **kwargs))

    def answered_form(self, step: str) -> forms.Form:
        """Return the form of a step with what was typed, or else with how things stand."""
        typed = self.storage.get_step_data(step)
        data = MultiValueDict(raw_initial(self.get_form(step=step))) if typed is None else typed
        return cast(forms.Form, self.get_form(step=step, data=data))

    @abstractmethod
    def left_url(self) -> str:
        """Return where *finish later* and a finished draft lead."""

    def get_step_url(self, step: str) -> str:
        """Return the address of a step of this draft."""
        return reverse(self.url_name, kwargs={"draft": self.draft.pk, "step": step})

    def get_prefix(self, _request: UserRequest, *_args: Any, **_kwargs: Any) -> str:
        """Return the same prefix for every draft: the URL tells them apart."""
        return self.wizard

    def _go_to(self, step: str) -> HttpResponse:
        self.storage.save(step=step)
        return redirect(self.get_step_url(step))

    def _input_of(self, form: forms.BaseForm) -> StepData:
        """Return what was typed into the fields of the form, as far as a row can hold it: PostgreSQL refuses NUL."""
        typed = self.request.POST
        names = [form.add_prefix(name) for name in form.fields]
        return {
            name: [value.replace("\0", "")[:LONGEST_INPUT] for value in typed.getlist(name)]
            for name in names
            if name in typed
        }
