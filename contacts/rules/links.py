"""What a link is called: the service and the profile behind it, or the host."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

LONGEST_WORDS = 60
# By host; its subdomains count too. Name and icon.
_SERVICES: dict[str, tuple[str, str]] = {
    "linkedin.com": ("LinkedIn", "linkedin"),
    "xing.com": ("XING", "person-circle"),
    "github.com": ("GitHub", "github"),
    "gitlab.com": ("GitLab", "gitlab"),
    "instagram.com": ("Instagram", "instagram"),
    "facebook.com": ("Facebook", "facebook"),
    "youtube.com": ("YouTube", "youtube"),
    "bsky.app": ("Bluesky", "globe"),
    "mastodon.social": ("Mastodon", "mastodon"),
    "x.com": ("X", "globe"),
    "twitter.com": ("X", "globe"),
    "threads.net": ("Threads", "globe"),
    "researchgate.net": ("ResearchGate", "mortarboard"),
    "orcid.org": ("ORCID", "mortarboard"),
}


@dataclass(frozen=True, slots=True)
class LinkName:
    """What to call a link, and its icon."""

    text: str
    icon: str


def link_name(address: str) -> LinkName:
    """Return what a link is called: LinkedIn: miriam-kessler, or nordlicht.example/team."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return LinkName(_short(address), "link-45deg")
    if parts.scheme not in ("http", "https") or not host:
        return LinkName(_short(address.removeprefix("mailto:").removeprefix("tel:")), "link-45deg")
    path = unquote(parts.path).strip("/")
    for known, (name, icon) in _SERVICES.items():
        if host == known or host.endswith(f".{known}"):
            profile = path.split("/")[-1].lstrip("@")
            return LinkName(_short(f"{name}: {profile}" if profile else name), icon)
    return LinkName(_short(f"{host}/{path}" if path else host), "globe")


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"
