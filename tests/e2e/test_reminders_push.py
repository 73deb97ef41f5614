"""Notifications in a real browser: what the page says in each case, one turned on and off, and what the worker shows.

The headless browser of the tests shows no notifications and knows no push service, so these two are played here: the
permission, the subscription, and the call that would show a notification. All else is real: the page, the server, the
service worker, and the browser's own delivery of a message to it.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Worker, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up
from tests.e2e.waiting import wait_for
from tests.reminders.push_services import Device

pytestmark = pytest.mark.e2e

ADDRESS = "notified@example.org"
URL = "/reminders/notifications/"
COUNT = "SELECT count(*) FROM reminders_pushsubscription"
PERMISSION = """(said) => {
  Object.defineProperty(Notification, "permission", { get: () => said, configurable: true });
  Notification.requestPermission = async () => said;
}"""
NO_PUSH_SERVICE = """() => {
  PushManager.prototype.subscribe = async () => {
    throw new DOMException("push service not available", "AbortError");
  };
}"""
PUSH_SERVICE = """({ endpoint, p256dh, auth }) => {
  const subscription = {
    endpoint,
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: async () => localStorage.removeItem("subscribed"),
  };
  PushManager.prototype.getSubscription = async () => (localStorage.getItem("subscribed") ? subscription : null);
  PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
    if (!userVisibleOnly || !/^[A-Za-z0-9_-]{87}$/.test(applicationServerKey)) {
      throw new TypeError("not what a browser takes");
    }
    localStorage.setItem("subscribed", "yes");
    return subscription;
  };
}"""
# Keeps what would be shown, and where a click would lead.
SCREEN = """() => {
  self.shown = [];
  self.opened = [];
  self.registration.showNotification = async (title, options) => void self.shown.push({ title, ...options });
  self.clients.openWindow = async (url) => void self.opened.push(url);
  WindowClient.prototype.focus = async function () { self.opened.push(`focus ${new URL(this.url).pathname}`); };
}"""
CLICK = """() => {
  const event = new ExtendableEvent("notificationclick");
  event.notification = { close: () => self.opened.push("closed") };
  self.dispatchEvent(event);
}"""


def play(page: Page, script: str, argument: object = None) -> None:
    """Run a script in this page and before whatever it loads from now on."""
    page.add_init_script(f"({script})({json.dumps(argument)})")


def worker_of(page: Page, context: BrowserContext) -> Worker:
    """Return the service worker once it answers for the page."""
    wait_for(lambda: page.evaluate("navigator.serviceWorker.controller !== null"), "the service worker")
    return context.service_workers[0]


def seen(page: Page, text: str) -> None:
    """Wait for what the page says about this browser; it is readable for everybody."""
    expect(page.locator("main [role='status'] p:visible")).to_contain_text(text)
    assert violations(page) == []
    assert overflow(page) == 0


def turn_on(page: Page) -> None:
    """Press the button by the keyboard."""
    button = page.get_by_role("button", name="Turn on in this browser")
    button.focus()
    button.press("Enter")


def test_a_browser_is_asked_turned_on_removed_and_logged_out(
    page: Page, context: BrowserContext, mails: Mails, database: Database, stack: Stack
) -> None:
    sign_up(page, mails, ADDRESS)
    page.set_viewport_size({"width": 320, "height": 700})
    play(page, PERMISSION, "denied")
    page.goto(URL)
    seen(page, "This browser does not let Netzwerk notify you.")
    expect(page.get_by_role("button", name="Turn on in this browser")).to_be_hidden()

    play(page, PERMISSION, "granted")
    play(page, NO_PUSH_SERVICE)
    page.goto(URL)
    worker_of(page, context)
    turn_on(page)
    seen(page, "The push service of this browser did not answer.")

    play(page, PUSH_SERVICE, Device("walk", "https://fcm.googleapis.com").form)
    page.goto(URL)
    turn_on(page)
    seen(page, "This browser takes notifications.")
    expect(page.locator(".toasts")).to_contain_text("This browser takes notifications now.")
    row = page.locator(".lines li")
    expect(row).to_contain_text("Chrome on Linux")
    expect(row.get_by_text("This browser", exact=True)).to_be_visible()
    assert database.count(COUNT) == 1

    row.get_by_role("button", name="Remove Chrome on Linux").press("Enter")
    expect(page.locator(".toasts")).to_contain_text("gets no more notifications")
    expect(page.get_by_role("button", name="Turn on in this browser")).to_be_visible()
    page.locator(".toasts").get_by_role("button", name="Undo").press("Enter")
    seen(page, "This browser takes notifications.")

    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Log out").locator("visible=true").click()
    page.wait_for_url(f"{stack.base_url}/")
    assert database.count(COUNT) == 0


def test_the_service_worker_shows_what_arrives_and_leads_to_today(
    page: Page, context: BrowserContext, stack: Stack
) -> None:
    page.goto("/accounts/login/")
    worker = worker_of(page, context)
    worker.evaluate(SCREEN)
    note = {"title": "Two people are worth a message", "body": "Tomasz and Aylin", "tag": "d1", "lang": "en"}
    registrations: list[Any] = []
    session = context.new_cdp_session(page)
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: registrations.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    wait_for(lambda: page.evaluate("true") and registrations, "the registration")

    for text in (json.dumps(note), "no note", "null"):
        message = {"origin": stack.base_url, "registrationId": registrations[0]["registrationId"], "data": text}
        session.send("ServiceWorker.deliverPushMessage", message)
    wait_for(lambda: worker.evaluate("self.shown.length") == 3, "what is shown")

    pictures = {"icon": "/static/icon-192.png", "badge": "/static/badge-96.png"}
    plain = {"title": "Netzwerk", "body": "", "tag": "netzwerk", "lang": "", **pictures}
    assert worker.evaluate("self.shown") == [{**note, **pictures}, plain, plain]
    # What it said is nowhere but on the screen.
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name))))"
        ".then((all) => Promise.all(all.map((cache) => cache.keys())))"
        ".then((all) => all.flat().map((request) => new URL(request.url).pathname))"
    )
    assert all(path.startswith("/static/") or path == "/offline/" for path in kept)
    assert page.evaluate("indexedDB.databases()") == []

    worker.evaluate(CLICK)
    wait_for(lambda: worker.evaluate("self.opened") == ["closed", "/"], "Today in a new tab")
    page.goto("/")
    worker.evaluate(CLICK)
    wait_for(lambda: worker.evaluate("self.opened.slice(2)") == ["closed", "focus /"], "the open tab")


def test_browsers_can_install_it(page: Page, context: BrowserContext) -> None:
    page.goto("/accounts/login/")
    worker_of(page, context)
    session = context.new_cdp_session(page)

    manifest = session.send("Page.getAppManifest")

    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["lang"] == "en"
    assert session.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
