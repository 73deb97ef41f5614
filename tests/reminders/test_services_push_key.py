"""The key of notifications: one for the site, locked by the secret key, and made anew when that is another."""

from __future__ import annotations

import logging

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.apps import apps
from django.conf import LazySettings
from django.db.models.signals import post_migrate

from reminders.models import PushKey
from reminders.rules.browser_keys import is_point
from reminders.services.push_key import private_key_of, push_key
from tests.racing import all_at_once


def test_it_is_made_once_and_stays(db: None) -> None:
    PushKey.objects.all().delete()

    key = push_key()

    assert push_key().public_key == key.public_key
    assert is_point(key.public_key)
    assert PushKey.objects.count() == 1


def test_the_public_half_belongs_to_the_private_one(db: None) -> None:
    private = private_key_of(push_key())

    assert isinstance(private.curve, ec.SECP256R1)
    numbers = private.public_key().public_numbers()
    assert is_point(push_key().public_key)
    assert numbers.x


def test_two_at_once_make_one(real_transactions: None) -> None:
    keys = all_at_once(push_key, push_key, push_key)

    assert len({key.public_key for key in keys}) == 1
    assert PushKey.objects.count() == 1


def test_the_first_migration_makes_it(db: None) -> None:
    PushKey.objects.all().delete()

    post_migrate.send(sender=apps.get_app_config("reminders"), app_config=apps.get_app_config("reminders"))

    assert PushKey.objects.count() == 1


def test_a_copy_of_the_database_alone_does_not_open_it(db: None, settings: LazySettings) -> None:
    key = push_key()
    assert "ENCRYPTED PRIVATE KEY" in key.private_pem

    settings.SECRET_KEY = "another-secret-key-of-32-characters-or-more"

    with pytest.raises(ValueError, match=r".*"):
        private_key_of(key)


def test_another_secret_key_makes_another_and_says_so_without_showing_it(
    db: None, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    old = push_key()
    settings.SECRET_KEY = "another-secret-key-of-32-characters-or-more"

    with caplog.at_level(logging.DEBUG):
        new = push_key()

    assert new.public_key != old.public_key
    assert PushKey.objects.count() == 1
    assert "another SECRET_KEY" in caplog.text
    assert "PRIVATE" not in caplog.text
    assert new.public_key not in caplog.text


def test_three_at_once_that_find_a_key_of_another_secret_make_one(
    real_transactions: None, settings: LazySettings
) -> None:
    old = push_key()
    settings.SECRET_KEY = "another-secret-key-of-32-characters-or-more"

    keys = all_at_once(push_key, push_key, push_key)

    assert {key.public_key for key in keys} == {PushKey.objects.get().public_key}
    assert keys[0].public_key != old.public_key
