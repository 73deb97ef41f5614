"""Notes in Markdown as safe HTML: rendered without raw HTML and images, then cleaned once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# What takes longer to render than a page may take is shown as it was typed.
LONGEST_RENDERED = 20_000
DEEPEST_NESTING = 12
# A note stands below the h2 of its card.
FIRST_HEADING, LAST_HEADING = 3, 6

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
TAGS = frozenset({
    "a", "blockquote", "br", "code", "del", "div", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_BARE_LINK = re.compile(r"\bhttps?://[^\s<>\"'`]{1,500}", re.IGNORECASE)
_AFTER_LINK = ".,;:!?)*_"
# What makes headings, quotes, lists and rules, at the beginning of a line.
_LINE_MARKS = re.compile(
    r"^[ \t]{0,12}(?:#{1,6}[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t]|(?:[-*_][ \t]?){3,40}$|```.*$)", re.MULTILINE
)
_NAMED_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
# Around words, and never within one: snake_case stays.
_WORD_MARKS = re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3}|~~|`)(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3}|~~|`)(?!\w)")
_ALIGNMENTS = {"text-align:right": "text-end", "text-align:center": "text-center"}


def render_markdown(text: str) -> SafeString:
    """Return the note as HTML for a page: no raw HTML, no images, links only http, https, mailto and tel.

    Headings begin below those of the page. A line break stays one, as in what people type into a form.
    """
    if len(text) > LONGEST_RENDERED:
        return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - escaped
    return mark_safe(_clean(_parser().render(text)))  # noqa: S308 - cleaned by nh3


def without_marks(text: str) -> str:
    """Return the first 20,000 signs of a note without the marks of Markdown, for where only a piece of it is shown."""
    plain = _NAMED_LINK.sub(r"\1", _LINE_MARKS.sub("", text[:LONGEST_RENDERED]))
    return _WORD_MARKS.sub("", plain)


def is_safe_link(address: str) -> bool:
    """Tell whether a link leads where links may lead; those within the site may not, as they could act."""
    scheme = _SCHEME.match(address)
    return scheme is not None and scheme[1].lower() in SCHEMES


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={"a": {"href", "title"}, "ol": {"start"}, "div": {"tabindex"}},
        allowed_classes={"div": {"table-scroll"}, "td": {"text-end", "text-center"}, "th": {"text-end", "text-center"}},
        attribute_filter=_only_safe_links,
        url_schemes=set(SCHEMES),
        link_rel="noopener nofollow",
    )


def _only_safe_links(tag: str, attribute: str, value: str) -> str | None:
    is_refused = tag == "a" and attribute == "href" and not is_safe_link(value)
    return None if is_refused else value


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    options = {"html": False, "breaks": True, "linkify": False, "typographer": False, "maxNesting": DEEPEST_NESTING}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    parser.disable(["image", "html_block", "html_inline", "reference"])
    parser.validateLink = is_safe_link  # type: ignore[method-assign, assignment]
    parser.core.ruler.push("bare_links", _link_bare_addresses)
    parser.core.ruler.push("page", _fit_to_page)
    return parser


def _fit_to_page(state: StateCore) -> None:
    """Lower the headings, put tables into something that scrolls, and say alignment in classes, not styles."""
    fitted: list[Token] = []
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1]) + FIRST_HEADING - 1
            token.tag = f"h{min(level, LAST_HEADING)}"
        if alignment := _ALIGNMENTS.get(str(token.attrGet("style"))):
            token.attrs = {"class": alignment}
        if token.type == "table_open":
            fitted.append(Token("scroll_open", "div", 1, attrs={"class": "table-scroll", "tabindex": "0"}, block=True))
        fitted.append(token)
        if token.type == "table_close":
            fitted.append(Token("scroll_close", "div", -1, block=True))
    state.tokens = fitted


def _link_bare_addresses(state: StateCore) -> None:
    """Make links of addresses that stand in the text by themselves."""
    for block in state.tokens:
        if block.children and "://" in block.content:
            block.children = list(_linked(block.children))


def _linked(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not depth:
            yield from _split(token)
        else:
            yield token


def _split(token: Token) -> Iterator[Token]:
    end = 0
    for found in _BARE_LINK.finditer(token.content):
        address = found[0].rstrip(_AFTER_LINK)
        yield Token("text", "", 0, content=token.content[end : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": address})
        yield Token("text", "", 0, content=address)
        yield Token("link_close", "a", -1)
        end = found.start() + len(address)
    yield Token("text", "", 0, content=token.content[end:])
