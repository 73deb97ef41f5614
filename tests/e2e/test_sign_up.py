"""Signing up with a real mail."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e


def test_a_visitor_signs_up_and_confirms_by_mail(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "dino@example.org")

    page.goto("/")
    expect(page.get_by_role("navigation", name="Main").first).to_be_visible()
