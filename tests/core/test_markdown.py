"""Notes in Markdown: what they may do on a page, and what hostile ones may not."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from netzwerk.core.markdown import LONGEST_RENDERED, SCHEMES, TAGS, is_safe_link, render_markdown, without_marks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def test_a_note_has_emphasis_lists_and_line_breaks() -> None:
    html = render_markdown("She is **kind**.\nAnd ~~late~~ early.\n\n- tea\n- cake")
    assert "<strong>kind</strong>.<br>" in html
    assert "<s>late</s>" in html
    assert "<li>tea</li>" in html


def test_headings_begin_below_those_of_the_page() -> None:
    assert render_markdown("# One\n## Two\n###### Six").split() == [
        "<h3>One</h3>", "<h4>Two</h4>", "<h6>Six</h6>",
    ]  # fmt: skip


def test_a_table_scrolls_by_itself_and_is_aligned_without_a_style() -> None:
    html = render_markdown("| a | b |\n|--:|---|\n| 1 | 2 |")
    assert '<div class="table-scroll" tabindex="0">' in html
    assert '<td class="text-end">1</td>' in html
    assert "style" not in html


def test_links_lead_elsewhere_and_say_so() -> None:
    html = render_markdown("[mail](mailto:a@example.org) and https://example.org/a_b.")
    assert '<a href="mailto:a@example.org" rel="noopener nofollow">mail</a>' in html
    assert '<a href="https://example.org/a_b" rel="noopener nofollow">https://example.org/a_b</a>.' in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "/contacts/", "//evil.example", "contacts",
        "&#106;avascript:alert(1)", "blob:x", "",
    ],
)  # fmt: skip
def test_other_links_stay_text(address: str) -> None:
    for note in (f"[x]({address})", f"<{address}>", f"![x]({address})", f'<a href="{address}">x</a>'):
        assert not _read(render_markdown(note)).links
    assert not is_safe_link(address)


def test_an_image_is_not_fetched() -> None:
    assert "<img" not in render_markdown("![a picture](https://example.org/spy.png)")


def test_html_is_shown_and_not_obeyed() -> None:
    html = render_markdown("<script>alert(1)</script>\n\n<b onclick=x>b</b> <!-- no --> <svg/onload=x>")
    assert _read(html).tags <= {"p"}
    assert "&lt;script&gt;" in html


def test_a_note_that_is_too_long_is_shown_as_typed() -> None:
    html = render_markdown("**<b>** " * LONGEST_RENDERED)
    assert "<strong>" not in html
    assert "&lt;b&gt;" in html


def test_the_filter_renders_in_a_template() -> None:
    shown = Template("{% load markdown %}{{ note|markdown }}").render(Context({"note": "*x* <b>"}))
    assert shown.strip() == "<p><em>x</em> &lt;b&gt;</p>"


@given(st.text(alphabet="[](){}<>!*_~`#|-:.\\&;/ \n\0\u202e\u200bajvscript:htp1", max_size=200))
def test_whatever_is_typed_the_page_stays_itself(note: str) -> None:
    read = _read(render_markdown(note))
    assert read.tags <= TAGS
    assert read.attributes <= {"href", "title", "rel", "start", "class", "tabindex"}
    assert all(link.split(":")[0].lower() in SCHEMES for link in read.links)


BOMBS = {
    "quotes": ">" * 100_000,
    "brackets": "[" * 50_000 + "]" * 50_000,
    "images": "![" * 50_000,
    "emphasis": "*a_" * 33_000,
    "both": "*_" * 50_000,
    "lists": "- " * 50_000,
    "backticks": "".join("`" * count + "a" for count in range(1, 440)),
    "table": "|a|\n|-|\n" + "a\n" * 49_000,
    "columns": "|a" * 25_000 + "\n" + "|-" * 25_000,
    "headings": "#\n" * 50_000,
    "addresses": "http://a" * 12_500,
    "open": "http://a" + "(" * 99_000,
    "line": "a" * 100_000,
    "entities": "&#35;" * 20_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_note_takes_long(name: str) -> None:
    started = time.process_time()
    render_markdown(BOMBS[name])
    render_markdown(BOMBS[name][:LONGEST_RENDERED])
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("note", "plain"),
    [
        ("**Translations** of *Weber's* `letters`, __soon__", "Translations of Weber's letters, soon"),
        ("# Plans\n\n- Leipzig\n- [x] book\n1. a room\n> she said", "Plans\n\nLeipzig\n[x] book\na room\n she said"),
        ("see [her page](https://example.org/a_b) (soon)", "see her page (soon)"),
        (
            "file_name, 2 * 3 * 4, a ~ b, #tag, -5 °C",
            "file_name, 2 * 3 * 4, a ~ b, #tag, -5 °C",
        ),
        ("before\n\n---\n\nafter\n```python\nx\n```", "before\n\n\n\nafter\n\nx\n"),
    ],
)
def test_a_piece_of_a_note_reads_without_its_marks(note: str, plain: str) -> None:
    assert without_marks(note) == plain


@pytest.mark.parametrize("piece", ["*", "[", "[a](", "- - ", "`", "_a", "#", "![", "**a ", "> "])
def test_taking_marks_out_takes_no_longer_for_hostile_notes(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    without_marks(text)
    assert time.process_time() - started < 1
