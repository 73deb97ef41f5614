"""From the text of a card to its properties."""

import pytest

from transfer.vcard.properties import Property, read_properties


def only(*lines: str) -> Property:
    [found] = read_properties("\n".join(["BEGIN:VCARD", *lines, "END:VCARD"]))
    return found


def test_a_property_has_group_name_parameters_and_value() -> None:
    found = only("item1.Email;type=HOME;TYPE=pref,internet;x-a=b:anna@example.org")
    assert (found.group, found.name, found.value) == ("item1", "EMAIL", "anna@example.org")
    assert found.types() == ["home", "pref", "internet"]
    assert found.params["X-A"] == ["b"]


@pytest.mark.parametrize(
    ("line", "types", "value"),
    [
        ("TEL;HOME;VOICE:1", ["home", "voice"], "1"),
        ('TEL;TYPE="home,voice";VALUE=uri:tel:1', ["home", "voice"], "tel:1"),
        ('TEL;TYPE="a:b;c":1', ["a:b;c"], "1"),
        ('TEL;TYPE="home:1', ['home'], "1"),
        ("TEL ; TYPE = home : 1", ["home"], " 1"),
        ("TEL;TYPE=:1", [""], "1"),
        ("TEL;;:1", ["", ""], "1"),
    ],
)  # fmt: skip
def test_types_may_be_bare_listed_and_quoted(line: str, types: list[str], value: str) -> None:
    found = only(line)
    assert (found.types(), found.value) == (types, value)


def test_carets_in_parameters_are_escapes() -> None:
    assert only("ADR;LABEL=a^nb^'c^^d^e:x").params["LABEL"] == ['a\nb"c^d^e']


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("NOTE:one", " two", "\tthree"), "onetwothree"),
        (("NOTE:one", "  two"), "one two"),
        (("NOTE:one", "", " two"), "onetwo"),
        (("NOTE;QUOTED-PRINTABLE:M=C3=BC=", "ller"), "Müller"),
        (("NOTE;ENCODING=quoted-printable:a=", " b=", "c"), "abc"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0A=", "b:c"), "a\r\nb:c"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:a =", "=", "b"), "a b"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller",), "Müller"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1251:=CC=E8=F0",), "Мир"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=no_such_thing:M=C3=BCller",), "Müller"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=rot13:abc",), "abc"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:M=FCller",), "Müller"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:ü=C3=BC =ZZ",), "üü =ZZ"),
        (("NOTE;ENCODING=QUOTED-PRINTABLE:ends=",), "ends"),
        (("NOTE:not quoted=",), "not quoted="),
    ],
)
def test_folds_and_soft_breaks_are_joined(lines: tuple[str, ...], text: str) -> None:
    assert only(*lines).text() == text


def test_lines_that_are_no_properties_are_passed_over() -> None:
    names = [found.name for found in read_properties("FN:a\n\nno colon\n:x\n;a=b:x\n.:x\nNOTE:\n 1\n")]
    assert names == ["FN", "NOTE"]


@pytest.mark.parametrize(
    "agent",
    [
        "AGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD",
        "AGENT:BEGIN:VCARD\nFN:B\nEND:VCARD",
        "AGENT:\nBEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nFN:C\nEND:VCARD\nFN:B\nEND:VCARD",
    ],
)
def test_properties_of_nested_cards_are_not_those_of_the_card(agent: str) -> None:
    found = list(read_properties(f"BEGIN:VCARD\nFN:A\n{agent}\nTEL:1\nEND:VCARD"))
    assert [each.value for each in found if each.name != "AGENT"] == ["A", "1"]


def test_a_nested_card_is_one_property_as_3_0_writes_it() -> None:
    found = only("i.AGENT;X=y:", "BEGIN:VCARD", "FN:B;b", "AGENT:", "BEGIN:VCARD", "FN:C", "END:VCARD", "END:VCARD")
    assert found == Property(
        "i", "AGENT", {"X": ["y"]},
        r"BEGIN:VCARD\nFN:B\;b\nAGENT:\nBEGIN:VCARD\nFN:C\nEND:VCARD\nEND:VCARD\n",
    )  # fmt: skip


def test_a_nested_card_without_its_end_is_kept_as_well() -> None:
    [agent, *more] = read_properties("BEGIN:VCARD\nAGENT:BEGIN:VCARD\nFN:B")
    assert (agent.value, more) == (r"BEGIN:VCARD\nFN:B\n", [])


def test_an_agent_that_is_a_reference_is_a_property() -> None:
    assert only("AGENT;VALUE=uri:cid:agent").value == "cid:agent"
