"""Each criterion in a few words and in a sentence: what was wished, what the network is, what that makes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from networks.models import Check, CheckAnswer, Network
from networks.pages.fits import fit_rows, pips_of
from networks.queries.fits import NetworkFit, facts_of
from networks.rules.fit import CRITERIA, Facts, Profile, fit_of
from networks.words import wishes
from networks.words.fits import sentence_words, value_words
from networks.words.numbers import about, times


def found(network: Network | None = None, *answers: CheckAnswer, profile: Profile | None = None) -> NetworkFit:
    known, said = network or Network(), {answer.criterion: answer for answer in answers}
    fit = fit_of(profile, facts_of(known), {name: answer.level for name, answer in said.items()})
    return NetworkFit(known, profile, fit, Check() if said else None, said)


def answer(criterion: str, level: int | None, **more: Any) -> CheckAnswer:
    return CheckAnswer(criterion=criterion, level=level, **more)


@pytest.mark.parametrize(
    ("criterion", "fields", "words"),
    [
        ("reach", {"reach": "supraregional"}, "Supraregional"),
        ("reach", {"reach": "regional", "place": "Hamburg"}, "Regional, Hamburg"),
        ("reach", {"reach": "international", "place": "Hamburg"}, "International"),
        ("reach", {}, "Not noted"),
        ("size", {"size": 1400}, "about 1,400"),
        ("size", {}, "Not noted"),
        ("format", {"format": "online"}, "Online"),
        ("format", {"format": "in_person", "rhythm": "weekly"}, "In person, every week"),
        ("format", {"format": "both"}, "In person and online"),
        ("format", {"rhythm": "monthly"}, "Every month"),
        ("fee", {"fee_amount": Decimal(180)}, "€180 a year"),
        ("fee", {"fee_amount": Decimal(10), "fee_period": "month", "extra_costs": Decimal(60)},
         "€180 a year, with extras"),
        ("fee", {"fee_amount": Decimal(0)}, "Free of charge"),
        ("fee", {}, "Not noted"),
        ("tone", {}, "Not answered"),
    ],
)  # fmt: skip
def test_what_a_network_is_in_a_few_words(criterion: str, fields: dict[str, Any], words: str) -> None:
    assert value_words(found(Network(**fields)), criterion) == words


def test_an_answer_in_a_few_words() -> None:
    said = answer("tone", 4, text="Warm, generous")

    assert value_words(found(None, said), "tone") == "Warm, generous"
    assert value_words(found(None, answer("tone", 4)), "tone") == "Warm"
    assert value_words(found(None, answer("tone", None, text="Not sure")), "tone") == "Not answered"


@pytest.mark.parametrize(
    ("profile", "facts", "sentence"),
    [
        (Profile(reach="supraregional"), Facts(reach="supraregional"),
         "You wished for a supraregional network, and it is one."),
        (Profile(reach="regional"), Facts(reach="supraregional"),
         "You wished for a regional network; it is supraregional, one level wider."),
        (Profile(reach="international"), Facts(reach="supraregional"),
         "You wished for an international network; it is supraregional, one level narrower."),
        (Profile(reach="regional"), Facts(reach="international"),
         "You wished for a regional network; it is international, two levels wider."),
        (Profile(reach="international"), Facts(reach="regional"),
         "You wished for an international network; it is regional, two levels narrower."),
        (Profile(reach="regional", place="Hamburg"), Facts(reach="regional", place="Munich"),
         "You wished for a regional network in Hamburg; this one is elsewhere: Munich."),
        (Profile(reach="regional", place="Hamburg"), Facts(reach="regional", place="Hamburg"),
         "You wished for a regional network in Hamburg, and it is one."),
        (Profile(reach="regional", place="Hamburg"), Facts(reach="regional"),
         "You wished for a regional network, and it is one."),
        (Profile(), Facts(reach="regional"), "Open: you have not said how far the network should reach."),
        (Profile(reach="regional"), Facts(), "Open: it is not noted how far it reaches."),
    ],
)  # fmt: skip
def test_reach_in_a_sentence(profile: Profile, facts: Facts, sentence: str) -> None:
    assert wishes.reach_sentence(profile, facts) == sentence


@pytest.mark.parametrize(
    ("size", "members", "sentence"),
    [
        ("30-150", 90, "You wished for 30 to 150 members; it has about 90, and that fits."),
        ("1-30", 12, "You wished for up to 30 members; it has about 12, and that fits."),
        ("1000-", 4000, "You wished for 1,000 members or more; it has about 4,000, and that fits."),
        ("30-150", 200,
         "You wished for 30 to 150 members; it has about 200, which is more, but not twice as many."),
        ("30-150", 300, "You wished for 30 to 150 members; it has about 300, which is twice as many."),
        ("30-150", 1400,
         "You wished for 30 to 150 members; it has about 1,400, which is more than nine times as many."),
        ("1-30", 3100, "You wished for up to 30 members; it has about 3,100, which is more than 103 times as many."),
        ("30-150", 20,
         "You wished for 30 to 150 members; it has about 20, which is fewer, but more than half as many."),
        ("30-150", 15, "You wished for 30 to 150 members; it has about 15; the fewest would be twice as many."),
        ("30-150", 7,
         "You wished for 30 to 150 members; it has about 7; the fewest would be more than four times as many."),
        ("", 90, "Open: you have not said how many members feel right."),
        ("30-150", None, "Open: it is not noted how many members it has."),
    ],
)  # fmt: skip
def test_size_in_a_sentence(size: str, members: int | None, sentence: str) -> None:
    assert wishes.size_sentence(Profile(size=size), Facts(size=members)) == sentence


@pytest.mark.parametrize(
    ("wished", "real", "sentence"),
    [
        ("online", "online", "You want to meet online, and so do they."),
        ("in_person", "both", "You want to meet in person; they meet in person and online, which has room for it."),
        ("both", "online", "You are open to meeting in person and online; they meet online."),
        ("in_person", "online", "You want to meet in person, but they meet online."),
        ("", "online", "Open: you have not said how you want to meet."),
        ("online", "", "Open: it is not noted how it meets."),
    ],
)
def test_meeting_in_a_sentence(wished: str, real: str, sentence: str) -> None:
    assert wishes.format_sentence(Profile(format=wished), Facts(format=real)) == sentence


UP_TO = Profile(fee="up_to", fee_amount=Decimal(100))


@pytest.mark.parametrize(
    ("profile", "cost", "sentence"),
    [
        (UP_TO, 100, "You would pay up to €100 a year; it costs €100 in all, and that is within it."),
        (UP_TO, 150, "You would pay up to €100 a year; it costs €150 in all, up to half as much again."),
        (UP_TO, 200, "You would pay up to €100 a year; it costs €200 in all, up to twice as much."),
        (UP_TO, 201, "You would pay up to €100 a year; it costs €201 in all, more than twice as much."),
        (UP_TO, 0, "You would pay up to €100 a year; it is free of charge."),
        (UP_TO, None, "Open: it is not noted what it costs."),
        (Profile(fee="none"), 0, "You wished for no fee, and it is free of charge."),
        (Profile(fee="none"), 96, "You wished for no fee; it costs €96 a year in all."),
        (Profile(fee="no_matter"), None, "What it costs does not matter to you."),
        (Profile(fee="up_to"), 96, "Open: you have not said up to which amount."),
        (Profile(fee="up_to"), 0, "It is free of charge."),
        (Profile(), 96, "Open: you have not said what it may cost."),
        (Profile(fee="up_to", fee_amount=Decimal(100), fee_currency="CHF"), 96,
         "Open: you would pay up to CHF\u00a0100 a year, and it costs €96, another currency."),
    ],
)  # fmt: skip
def test_the_fee_in_a_sentence(profile: Profile, cost: int | None, sentence: str) -> None:
    facts = Facts(cost=None if cost is None else Decimal(cost))

    assert wishes.fee_sentence(profile, facts).replace("CHF100", "CHF\u00a0100") == sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (answer("tone", 3), "You gave 3 of 5: Friendly."),
        (answer("tone", 3, text="Formal."), "You gave 3 of 5: Formal."),
        (answer("tone", 4, text="Warm", evidence="Two introduced me."),
         "You gave 4 of 5: Warm. You can tell by this: Two introduced me."),
        (answer("tone", 4, evidence="They wrote", evidence_on=date(2026, 5, 3)),
         "You gave 4 of 5: Warm. You can tell by this: They wrote (3 May 2026)."),
        (answer("tone", 2, evidence="Nobody greeted me.", evidence_on=date(2026, 5, 3)),
         "You gave 2 of 5: Polite, no more. Noted: Nobody greeted me (3 May 2026)."),
        (answer("tone", None), "Not answered yet: visit once and see how newcomers are treated."),
    ],
)  # fmt: skip
def test_an_answer_in_a_sentence(given: CheckAnswer, sentence: str) -> None:
    assert sentence_words(found(None, given), "tone") == sentence


def test_without_a_check_each_open_answer_says_how_it_could_be_found() -> None:
    sentences = [sentence_words(found(), criterion) for criterion in ("members", "tone", "value", "giving")]

    assert all(sentence.startswith("Not answered yet: ") for sentence in sentences)
    assert len(set(sentences)) == 4


@pytest.mark.parametrize(
    ("language", "sentence", "value", "open_sentence"),
    [
        ("de", "Sie wünschen sich 30 bis 150 Mitglieder; es hat etwa 1.400, also mehr als neunmal so viele.",
         "180\u00a0€ im Jahr, mit Nebenkosten",
         "Noch nicht beantwortet: Gehen Sie einmal hin und sehen Sie, wie Neue behandelt werden."),
        ("de-du", "Du wünschst dir 30 bis 150 Mitglieder; es hat etwa 1.400, also mehr als neunmal so viele.",
         "180\u00a0€ im Jahr, mit Nebenkosten",
         "Noch nicht beantwortet: Geh einmal hin und sieh, wie Neue behandelt werden."),
    ],
)  # fmt: skip
def test_all_of_it_in_german(language: str, sentence: str, value: str, open_sentence: str) -> None:
    network = Network(size=1400, fee_amount=Decimal(120), extra_costs=Decimal(60))
    profile = Profile(size="30-150", fee="up_to", fee_amount=Decimal(100))

    with translation.override(language):
        rows = {row.criterion.value: row for row in fit_rows(found(network, profile=profile))}

        assert rows["size"].sentence == sentence
        assert rows["fee"].value == value
        assert rows["tone"].sentence == open_sentence


def test_the_rows_are_the_eight_criteria_in_their_order() -> None:
    network, profile = (
        Network(size=280, fee_amount=Decimal(96), fee_currency="CHF"),
        Profile(size="30-150", fee="up_to", fee_amount=Decimal(100)),
    )
    rows = fit_rows(found(network, answer("tone", 4), profile=profile))
    by_name = {row.criterion.value: row for row in rows}

    assert tuple(by_name) == CRITERIA
    assert (by_name["size"].level, by_name["size"].level_words) == (3.2, "3.2 of 5")
    assert [pip.filled for pip in by_name["size"].pips] == [14, 14, 14, 2.8, 0]
    assert (by_name["tone"].level_words, by_name["tone"].is_open) == ("4 of 5", False)
    # Known, but in another currency: it does not count.
    assert (by_name["fee"].is_open, by_name["fee"].is_uncounted) == (True, True)
    assert (by_name["reach"].is_open, by_name["reach"].is_uncounted) == (True, False)
    assert (by_name["value"].is_uncounted, by_name["value"].pips) == (False, ())


def test_pips_are_filled_up_to_the_level() -> None:
    assert [pip.filled for pip in pips_of(0)] == [0, 0, 0, 0, 0]
    assert [pip.filled for pip in pips_of(5)] == [14, 14, 14, 14, 14]
    assert [pip.x for pip in pips_of(1)] == [0, 17, 34, 51, 68]


def test_numbers_wear_the_marks_of_the_language() -> None:
    assert (about(1400), times(2), times(12), times(1300)) == ("about 1,400", "twice", "twelve times", "1,300 times")
    with translation.override("de"):
        assert (about(1400), times(2), times(1300)) == ("etwa 1.400", "doppelt", "1.300-mal")
