"""Which positions decide: heads, owners, directors; in German and in English."""

from __future__ import annotations

from contacts.rules.search_words import words_of

# As the search spells words: folded, ä as a.
DECIDING = frozenset(
    """head lead leader director directress chief ceo cfo coo cto cmo cio founder cofounder owner proprietor partner
    president vp chair chairman chairwoman chairperson principal executive managing dean publisher
    leitung leiter leiterin leitend leitende leitender chef chefin geschaftsfuhrung geschaftsfuhrer geschaftsfuhrerin
    geschaftsleitung inhaber inhaberin vorstand vorstandin vorsitz vorsitzende vorsitzender direktor direktorin
    direktion grunder grunderin gesellschafter gesellschafterin prokurist prokuristin prasident prasidentin prasidium
    verleger verlegerin dekan dekanin intendant intendantin rektor rektorin""".split()  # noqa: SIM905 - a word a line is long
)
# German joins them to what is led: Programmleitung, Chefredakteur.
ENDINGS = (
    "leitung",
    "leiter",
    "leiterin",
    "direktor",
    "direktorin",
    "fuhrung",
    "chef",
    "chefin",
    "inhaber",
    "inhaberin",
)
SHORTEST_REST = 4
# Who works for one who decides, and things that are called alike.
NOT_DECIDING = ("assistan", "assisten", "sekreta", "secreta", "referent", "praktik", "trainee", "intern", "volontar")


def decides(role: str) -> bool:
    """Tell whether somebody in this position decides there: "Head of Editorial", "Programmleitung", "Inhaberin".

    Assistants of those who decide do not, though their words are there.
    """
    words = words_of(role)
    if any(word.startswith(NOT_DECIDING) for word in words):
        return False
    return any(word in DECIDING or _is_joined(word) for word in words)


def _is_joined(word: str) -> bool:
    ends = any(word.endswith(ending) and len(word) >= len(ending) + SHORTEST_REST for ending in ENDINGS)
    begins = word.startswith("chef") and len(word) >= len("chef") + SHORTEST_REST
    return ends or begins
