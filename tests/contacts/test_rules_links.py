"""What links and messengers are called, and where they lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.links import LONGEST_WORDS, link_name
from contacts.rules.messengers import SERVICES, messenger_link, service_code, service_name


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("https://www.linkedin.com/in/miriam-kessler/", "LinkedIn: miriam-kessler"),
        ("https://de.linkedin.com/in/miriam", "LinkedIn: miriam"),
        ("https://www.xing.com/profile/Miriam_Kessler", "XING: Miriam_Kessler"),
        ("https://mastodon.social/@miriam", "Mastodon: miriam"),
        ("https://github.com", "GitHub"),
        ("https://www.nordlicht.example/team/", "nordlicht.example/team"),
        ("mailto:m@example.org", "m@example.org"),
        # What only looks like a service.
        ("https://linkedin.com.evil.example/in/miriam", "linkedin.com.evil.example/in/miriam"),
        ("https://linkedin.com@evil.example/", "evil.example"),
        ("http://[", "http://["),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_a_link_is_called_by_its_service_and_profile_or_its_host(address: str, text: str) -> None:
    assert link_name(address).text == text


@given(st.text(max_size=300))
def test_any_text_has_a_name_of_a_line(address: str) -> None:
    for text in (address, f"https://{address}"):
        assert len(link_name(text).text) <= LONGEST_WORDS


@pytest.mark.parametrize(
    ("service", "handle", "e164", "link"),
    [
        ("signal", "0170 1234567", "+491701234567", "https://signal.me/#p/+491701234567"),
        ("signal", "miriam.01", "", ""),
        ("whatsapp", "0170 1234567", "+491701234567", "https://wa.me/491701234567"),
        ("telegram", "@miriam_k", "", "https://t.me/miriam_k"),
        ("telegram", "no/way", "", ""),
        ("threema", "abcd1234", "", "https://threema.id/ABCD1234"),
        ("matrix", "@miriam:example.org", "", "https://matrix.to/#/@miriam:example.org"),
        ("matrix", "@miriam:exa mple.org", "", ""),
        ("wire", "@miriam", "", ""),
        ("carrier pigeon", "0170 1234567", "+491701234567", ""),
    ],
)
def test_a_messenger_has_a_link_where_it_is_a_page(service: str, handle: str, e164: str, link: str) -> None:
    assert messenger_link(service, handle, e164) == link


@given(st.sampled_from(sorted(SERVICES)), st.text(max_size=60), st.sampled_from(["", "+491701234567"]))
def test_a_messengers_link_is_https_or_nothing(service: str, handle: str, e164: str) -> None:
    link = messenger_link(service, handle, e164)
    assert link == "" or (link.startswith("https://") and not set(link) & set(" \"'<>\n"))


def test_a_messenger_is_known_by_its_name_however_written_and_other_words_stay() -> None:
    assert service_code("WHATSAPP") == "whatsapp"
    assert service_code("Jabber") == "xmpp"
    assert service_code("Carrier Pigeon") == service_name("Carrier Pigeon") == "Carrier Pigeon"
    assert service_name("threema") == "Threema"
