"""axe-core in the page: what it finds against WCAG 2.2 AA, as sentences."""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Page

from netzwerk.local.paths import ROOT

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Colours are judged once nothing moves any more: a toast that fades in has paler ones for a moment.
RUN = """async (levels) => {
  const ends = ({ effect, playState }) => playState === "running" && effect.getComputedTiming().endTime < Infinity;
  await Promise.allSettled(document.getAnimations().filter(ends).map(({ finished }) => finished));
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: levels } });
  const sentence = (id, node) => `${id}: ${node.html.slice(0, 160)} (${node.failureSummary})`;
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => sentence(id, node)));
}"""


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """Return one sentence for each element that axe objects to."""
    page.evaluate(_axe())
    found: list[str] = page.evaluate(RUN, LEVELS)
    return found


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window: 0 where there is no horizontal scroll bar."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return max(0, wider)


def look_over(page: Page) -> None:
    """Assert that axe finds nothing, and that nothing is too wide, not even on the smallest phone."""
    assert violations(page) == []
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    assert overflow(page) == 0
    if size:
        page.set_viewport_size(size)
