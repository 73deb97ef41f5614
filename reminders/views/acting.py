"""The page behind a link in the mail: shows what it would do, does it on POST, and offers to take it back."""

from __future__ import annotations

from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.signed import as_the_owner, signed_page
from reminders import services
from reminders.forms.touch import TouchForm
from reminders.mail.words import act_label
from reminders.tokens.mails import Act, ActToken, read_act, sign_act
from reminders.views.signed import expired_page, forged_page, gone_page, owner_of
from reminders.words import acting as words
from reminders.words.names import first_name


@signed_page
def act(request: HttpRequest, token: str) -> HttpResponse:
    """Show the act of a signed link, or do it; no log-in, since the signature says whose it is."""
    try:
        found = read_act(token)
    except SignatureExpired:
        return expired_page(request)
    except (BadSignature, ValueError):
        return forged_page(request)
    user = owner_of(found.owner_id)
    if user is None:
        return gone_page(request)
    with as_the_owner(user, request):
        return _do(request, user, found) if request.method == "POST" else _ask(request, user, found)


def _ask(request: HttpRequest, user: User, token: ActToken) -> HttpResponse:
    contact = services.find_contact(user=user, token=token)
    if contact is None:
        return gone_page(request)
    return _question(request, _name(contact, user), token, TouchForm() if token.act == Act.TOUCH else None)


def _do(request: HttpRequest, user: User, token: ActToken) -> HttpResponse:
    form = TouchForm(request.POST) if token.act == Act.TOUCH else None
    if form is not None and not form.is_valid():
        contact = services.find_contact(user=user, token=token)
        return _question(request, _name(contact, user), token, form, status=422) if contact else gone_page(request)
    said = form.facts() if form is not None else {}
    done = services.act_on_link(user=user, token=token, today=timezone.localdate(), **said)
    if done is None:
        return gone_page(request)
    name = _name(done.contact, user)
    context = {
        "name": name,
        "outcome": words.outcome_of(done.act, name, done.until),
        "undo_token": sign_act(done.undo) if done.undo else "",
        "form": TouchForm(initial=said) if done.can_note else None,
    }
    return render(request, "reminders/act_done.html", context)


def _name(contact: Contact, user: User) -> str:
    """Return what somebody is called on a page that whoever has the mail can open: no more than the mail says."""
    return first_name(contact) if user.has_private_mails else contact.name


def _question(
    request: HttpRequest, name: str, token: ActToken, form: TouchForm | None, *, status: int = 200
) -> HttpResponse:
    context = {"name": name, "form": form, "button": act_label(token.act)}
    question = words.question_for(token.act, name, timezone.localdate())
    return render(request, "reminders/act.html", context | {"question": question}, status=status)
