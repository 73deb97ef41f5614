"""Translations are extracted, checked and compiled by our own command."""

from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils import translation

from netzwerk.core import messages


def _project(root: Path) -> Path:
    (root / "contacts").mkdir()
    (root / "contacts" / "views.py").write_text('_("Save")\nngettext("%(n)s person", "%(n)s people", n)\n')
    (root / "templates" / "contacts").mkdir(parents=True)
    (root / "templates" / "contacts" / "page.html").write_text(
        '{% translate "It\'s here" %}{% blocktranslate trimmed with x=y %}\n  Hello\n  {{ x }}{% endblocktranslate %}'
    )
    return root


def _fill(root: Path, translations: dict[str, str | tuple[str, str]]) -> None:
    path = root / "locale/contacts/de/LC_MESSAGES/django.po"
    catalog = read_po(io.BytesIO(path.read_bytes()), locale="de")
    for message in catalog:
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        if key in translations:
            message.string = translations[key]
    target = io.BytesIO()
    write_po(target, catalog)
    path.write_bytes(target.getvalue())


def test_sentences_of_code_and_templates_are_found(tmp_path: Path) -> None:
    catalog = messages.extract_part(_project(tmp_path), "contacts")
    assert {str(message.id) for message in catalog if message.id} == {
        "Save", "It's here", "Hello %(x)s", "('%(n)s person', '%(n)s people')",
    }  # fmt: skip


def test_what_is_missing_or_broken_is_told(tmp_path: Path) -> None:
    root = _project(tmp_path)
    messages.update_catalogues(root)
    assert len(messages.check_catalogues(root)) == 4

    _fill(root, {"Save": "Speichern", "It's here": "Da", "Hello %(x)s": "Hallo %(y)s", "%(n)s person": ("%(n)s", "")})
    told = " ".join(problem.text for problem in messages.check_catalogues(root))
    assert "Save" not in told
    assert "Hello" in told, "another placeholder than the source"
    assert "person" in told, "a plural without its second form"


def test_complete_catalogues_pass_and_survive_an_update(tmp_path: Path) -> None:
    root = _project(tmp_path)
    messages.update_catalogues(root)
    filled: dict[str, str | tuple[str, str]] = {
        "Save": "Speichern", "It's here": "Da", "Hello %(x)s": "Hallo %(x)s",
        "%(n)s person": ("%(n)s Person", "%(n)s Personen"),
    }  # fmt: skip
    _fill(root, filled)
    before = (root / "locale/contacts/de/LC_MESSAGES/django.po").read_text()
    messages.update_catalogues(root)
    assert messages.check_catalogues(root) == []
    messages.update_catalogues(root)
    assert before.count("Speichern") == 1
    assert messages.compile_catalogues(root) == 2


def test_informal_german_falls_back_to_the_formal_one() -> None:
    with translation.override("de-du"):
        assert translation.gettext("Monday") == "Montag"


def test_informal_german_uses_our_words_before_those_of_other_packages() -> None:
    with translation.override("de"):
        formal = {word: translation.gettext(word) for word in ("Note", "Save", "Delete", "Change", "Password")}
    with translation.override("de-du"):
        assert {word: translation.gettext(word) for word in formal} == formal
        assert translation.gettext("Whom do you know?") == "Wen kennst du?"


def test_every_part_of_the_project_is_completely_translated() -> None:
    assert [f"{p.catalogue}: {p.text}" for p in messages.check_catalogues(settings.BASE_DIR)] == []


def test_what_addresses_the_reader_is_said_in_both_ways() -> None:
    formal_words = re.compile(r"\b(Sie|Ihr|Ihre[mnrs]?|Ihnen)\b(?!\))")
    for formal_path in settings.BASE_DIR.glob("locale/*/de/LC_MESSAGES/django.po"):
        informal = read_po(io.BytesIO((formal_path.parents[2] / "de_DU/LC_MESSAGES/django.po").read_bytes()))
        for message in read_po(io.BytesIO(formal_path.read_bytes())):
            if message.id and formal_words.search(str(message.string)):
                assert informal.get(message.id, message.context), message.string
