"""Networks side by side: chosen, judged where they stand, by the keyboard, on a phone, in both languages, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations

pytestmark = pytest.mark.e2e

COMPARE = "/networks/compare/"


def look_around(page: Page, button: str = "Look around with sample data") -> Page:
    page.goto("/")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    return page


@pytest.fixture
def sample(page: Page) -> Page:
    """Somebody who looks around with sample data."""
    return look_around(page)


def head(page: Page, name: str) -> str:
    """Return what the head of a column says."""
    return page.get_by_role("columnheader").filter(has_text=name).inner_text()


def test_a_verdict_is_changed_where_it_stands_with_the_keyboard_alone(sample: Page) -> None:
    page = sample
    page.goto(COMPARE)
    expect(page.get_by_role("columnheader").filter(has_text="Fits best")).to_have_count(1)
    assert "Fits best" in head(page, "Women in Books")
    assert "Preliminary" in head(page, "Chamber breakfast")
    change = page.get_by_role("link").filter(has_text="your verdict on Free in Text")
    change.focus()
    page.keyboard.press("Enter")
    verdict = page.get_by_label("What follows from it?")
    expect(verdict).to_be_focused()
    page.keyboard.press("Escape")
    expect(change).to_be_focused()

    page.keyboard.press("Enter")
    expect(verdict).to_be_focused()
    verdict.select_option("Join")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("The winter meeting was good.")
    page.keyboard.press("Enter")

    cell = page.locator(".verdict-cell", has_text="The winter meeting was good.")
    expect(cell).to_contain_text("Join")
    expect(change).to_be_focused()
    toast = page.get_by_role("status").filter(has_text="The verdict on Free in Text, association of editors is noted.")
    toast.get_by_role("button", name="Undo").click()
    expect(page.locator(".verdict-cell", has_text="Wait for the winter meeting.")).to_contain_text("Decide later")


def test_networks_and_goal_are_chosen_and_each_score_says_why(sample: Page) -> None:
    page = sample
    page.goto(COMPARE)
    page.get_by_role("heading", name="Choose networks").click()
    for name in ("Northern editors' round", "Text crafts table", "Chamber breakfast"):
        page.get_by_role("checkbox", name=name).uncheck()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("columnheader")).to_have_count(2)

    page.get_by_role("link").filter(has_text="why, for Free in Text").click()
    expect(page.get_by_text("it has about 280, which is more, but not twice as many.")).to_be_visible()
    expect(page.get_by_text("You wished for a supraregional network, and it is one.").last).to_be_visible()

    goals = page.get_by_label("Goal", exact=True)
    other = goals.locator("option").nth(1)
    statement = other.inner_text()
    goals.select_option(index=1)
    expect(goals.locator("option:checked")).to_have_text(statement)
    expect(page.get_by_role("columnheader")).to_have_count(2)

    page.get_by_role("heading", name="Choose networks").click()
    page.get_by_role("checkbox", name="Women in Books").uncheck()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_text("Choose at least two, and up to 5.")).to_be_visible()


def test_other_weights_score_anew_and_are_taken_back(sample: Page) -> None:
    page = sample
    page.goto(COMPARE)
    page.get_by_role("link", name="Change what counts").click()
    page.get_by_label("Tone").fill("100")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Which network fits the goal?")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Tone counts 54 %")).to_be_visible()
    assert "86" in head(page, "Women in Books")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("rowheader", name="Tone", exact=True)).to_be_visible()
    assert "91" in head(page, "Women in Books")


def test_the_page_of_a_goal_leads_to_its_networks(sample: Page) -> None:
    page = sample
    page.goto("/goals/")
    page.get_by_role("link", name="Five publishers as clients by June").first.click()
    panel = page.locator("#h-networks").locator("xpath=ancestor::section")
    expect(panel.get_by_role("listitem").first).to_contain_text("Women in Books")
    assert violations(page) == []
    panel.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", name="Which network fits the goal?")).to_be_visible()


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_table_slides_in_its_frame_in_german(
    width: int, browser: Browser, stack: Stack, complaints: list[str]
) -> None:
    context: BrowserContext = browser.new_context(
        base_url=stack.base_url,
        viewport={"width": width, "height": 780},
        locale="de-DE",
        timezone_id="Europe/Berlin",
        has_touch=True,
        reduced_motion="reduce",
    )
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = look_around(context.new_page(), "Mit Beispieldaten umsehen")
    page.goto(COMPARE)
    expect(page.get_by_role("heading", name="Welches Netzwerk passt zum Ziel?")).to_be_visible()
    frame = page.get_by_role("region", name="Wie die Netzwerke zum Ziel")
    assert frame.evaluate("one => one.scrollWidth > one.clientWidth")
    frame.focus()
    frame.evaluate("one => { one.scrollLeft = one.scrollWidth; }")
    row = page.get_by_role("rowheader", name="Reichweite")
    expect(row).to_be_in_viewport()
    box, edge = row.bounding_box(), frame.bounding_box()
    assert box is not None
    assert edge is not None
    assert abs(box["x"] - edge["x"]) <= 1
    frame.evaluate("one => { one.scrollLeft = 0; }")
    page.get_by_role("link").filter(has_text="Ihr Urteil über Frauen im Buch").tap()
    expect(page.get_by_label("Was folgt daraus?")).to_be_visible()
    assert overflow(page) == 0
    assert violations(page) == []
    context.close()
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_ink_on_paper_and_whole(theme: str, sample: Page) -> None:
    page = sample
    page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
    page.goto(COMPARE)
    page.emulate_media(media="print")
    expect(page.locator(".shell-nav")).to_be_hidden()
    expect(page.locator(".verdict-edit").first).to_be_hidden()
    table = page.locator(".matrix")
    assert table.evaluate("one => getComputedStyle(one.closest('.table-responsive')).overflowX") == "visible"
    assert table.locator(".name").first.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.get_by_text("Five publishers as clients by June").first).to_be_attached()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
