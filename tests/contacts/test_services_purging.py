"""People go for good, and with them every row of every app that belongs to them, while others are let go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from accounts.models import User
from contacts.models import Contact
from contacts.services.purging import purge_contacts
from networks.models import Network
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson
from tests.factories import TODAY, make_contact, make_mail
from tests.security.furniture import furnish


def links() -> Iterator[tuple[type[models.Model], models.ForeignKey[Any, Any]]]:
    """Yield every field of any model that names a person."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Contact:
                yield model, field


def named_by(user: User) -> dict[str, int]:
    """Return in how many rows each of those fields names somebody."""
    return {
        f"{model._meta.label}.{field.name}": model._base_manager.filter(owner=user)
        .exclude(**{field.name: None})
        .count()
        for model, field in links()
    }


def fill(user: User) -> None:
    """Have every field that can name a person name one."""
    furnish(user)
    with acting_as(user):
        person = Contact.objects.for_user(user).filter(merged_into=None).earliest("created_at")
        digest = Digest.objects.create(owner=user, kind=Digest.Kind.TEST, for_date=TODAY)
        DigestPerson.objects.create(owner=user, digest=digest, contact=person, named_on=TODAY)
        Network.objects.for_user(user).update(source_contact=person)
        make_contact(user, "Merged", merged_into=person, deleted_at=person.created_at)


def test_every_row_that_belongs_to_people_goes_with_them_and_others_let_go_of_them(alice: User, charlie: User) -> None:
    fill(alice)
    fill(charlie)
    with acting_as(charlie):
        theirs = named_by(charlie)
    with acting_as(alice):
        assert [name for name, count in named_by(alice).items() if not count] == [], "nothing to look for there"
        networks = Network.objects.for_user(alice).count()

        purge_contacts(owner=alice, ids=Contact.objects.for_user(alice).values_list("pk", flat=True))
        connection.check_constraints()

        assert not Contact.objects.for_user(alice).exists()
        assert set(named_by(alice).values()) == {0}
        assert Network.objects.for_user(alice).count() == networks
    with acting_as(charlie):
        assert named_by(charlie) == theirs


def test_each_field_that_names_a_person_goes_or_lets_go_and_nothing_names_them_otherwise() -> None:
    assert {field.remote_field.on_delete for _model, field in links()} == {models.CASCADE, models.SET_NULL}
    assert [model for model in apps.get_models() if model._meta.private_fields] == [], (
        "generic keys are followed by none"
    )


def test_whoever_was_merged_into_somebody_merged_goes_too(alice: User) -> None:
    last = make_contact(alice, "Last")
    middle = make_contact(alice, "Middle", merged_into=last, deleted_at=last.created_at)
    make_mail(make_contact(alice, "First", merged_into=middle, deleted_at=last.created_at), "first@example.org")

    with acting_as(alice):
        purge_contacts(owner=alice, ids=[last.pk])
        connection.check_constraints()

        assert not Contact.objects.exists()


def test_ids_of_somebody_else_delete_nothing(alice: User, charlie: User) -> None:
    theirs = make_contact(charlie, "Theirs")
    make_mail(theirs, "theirs@example.org")

    with acting_as(alice):
        purge_contacts(owner=alice, ids=[theirs.pk])

    with acting_as(charlie):
        assert Contact.objects.get().emails.count() == 1


def test_the_number_of_queries_does_not_depend_on_how_many_go(alice: User, django_assert_same_queries: Any) -> None:
    def queries(count: int) -> int:
        ids = [make_contact(alice, f"Person {number}").pk for number in range(count)]
        with acting_as(alice), django_assert_same_queries() as asked:
            purge_contacts(owner=alice, ids=ids)
        return len(asked)

    assert queries(2) == queries(30)
