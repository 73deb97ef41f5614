"""What a column is, told by its heading, in English and German."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from netzwerk.core.folding import fold
from transfer.tables.fields import KEPT_IN_NOTE, LEFT_OUT
from transfer.tables.own import own_field

LONGEST_HEADING = 200

# Whole headings. The key is folded: lower case, umlauts written out, single spaces, no other signs.
_WHOLE: dict[str, str] = {
    word: key
    for key, words in {
        "name": "name|full name|display name|displayname|contact|contact name|person|anzeigename|vollstaendiger name|"
        "ganzer name|kontakt|kontaktname|vor und nachname|name vorname|vorname nachname|vorname und nachname",
        "prefix": "name prefix|prefix|salutation|honorific|anrede|praefix|namenspraefix|akademischer titel",
        "given_name": "first name|firstname|given name|givenname|forename|first|vorname|rufname",
        "additional_names": "middle name|middlename|additional name|middle names|weitere vornamen|zweiter vorname|"
        "mittelname|2. vorname",
        "family_name": "last name|lastname|family name|familyname|surname|last|nachname|familienname|zuname",
        "suffix": "suffix|name suffix|namenssuffix|namenszusatz",
        "nickname": "nickname|nick name|nick|spitzname|short name",
        "former_name": "maiden name|former name|birth name|geburtsname|maedchenname",
        "phonetic_given": "phonetic first name|given name yomi|phonetischer vorname",
        "phonetic_family": "phonetic last name|family name yomi|phonetischer nachname",
        "phonetic_name": "phonetic name|yomi name",
        "organisation": "company|company name|organization|organisation|organization name|employer|firma|firmenname|"
        "unternehmen|arbeitgeber|current company|verein|institution|aktuelle firma",
        "unit": "department|organization department|unit|abteilung|bereich",
        "title": "job title|jobtitle|position|role|organization title|function|occupation title|current position|"
        "title role|funktion|rolle|stellung|beruf position|jobtitel|berufsbezeichnung|aktuelle position",
        "email": "email|e mail|mail|email address|e mail address|mail address|primary email|secondary email|"
        "e mail adresse|mailadresse|email adresse|emailadresse|primaere e mail adresse|sekundaere e mail adresse|"
        "weitere e mail adresse|primary e mail|secondary e mail|additional email|haupt e mail",
        "phone": "phone|telephone|tel|phone number|telefon|telefonnummer|rufnummer|tel. nr.|nummer|number",
        "phone.mobile": "mobile|mobile phone|mobile number|cell|cell phone|cellphone|mobil|handy|handynummer|"
        "mobiltelefon|mobilnummer|mobil tel. nr.|mobil telefon|smartphone|iphone|natel",
        "phone.fax": "fax|fax number|faxnummer|fax nummer|fax nr.",
        "phone.pager": "pager|pager number|pager nummer",
        "phone.main": "primary phone|main phone|haupttelefon|hauptnummer|company main phone|telefon firma|zentrale",
        "phone.other": "other phone|weiteres telefon|car phone|autotelefon|callback|rueckmeldung|radio phone|isdn|"
        "tty tdd phone|phone video|telefon fuer hoerbehinderte|other fax number",
        "link": "website|web site|web page|webpage|homepage|url|link|profile|profile url|linkedin|linkedin url|"
        "linkedin profile|xing|xing url|xing profil|profil|webseite|internetseite|internet|linkedin profil|"
        "blog|web|public profile url|github|website blog|website profile|website home page",
        "street": "address|street|street address|adresse|anschrift|strasse|strasse und hausnummer|strasse nr.|"
        "strasse hausnummer",
        "postal_code": "postal code|zip|zip code|zipcode|postcode|plz|postleitzahl",
        "city": "city|town|ort|stadt|wohnort|plz ort",
        "region": "state|region|province|state province|county|bundesland|kanton|bundesland kanton",
        "country": "country|country region|land|land region|staat",
        "po_box": "po box|postfach",
        "place": "location|place|standort",
        "birthday": "birthday|birth date|birthdate|date of birth|dob|bday|geburtstag|geburtsdatum|geb. datum|geb.",
        "birth_year": "birth year|geburtsjahr",
        "birth_month": "birth month|geburtsmonat",
        "birth_day": "birth day",
        "anniversary": "anniversary|jahrestag|jubilaeum|hochzeitstag|wedding anniversary",
        "note": "notes|note|comment|comments|remarks|notizen|notiz|bemerkung|bemerkungen|kommentar|anmerkung|"
        "anmerkungen|notes about|beschreibung|description",
        "tags": "tags|tag|categories|category|labels|groups|group|group membership|keywords|kategorien|kategorie|"
        "gruppen|gruppe|stichwoerter|schlagworte|schlagwoerter|etiketten|labels 1",
        "languages": "language|languages|sprache|sprachen",
        "met_on": "connected on|met on|date met|first met|connection date|kennengelernt am|kennengelernt|"
        "verbunden am|kontakt seit|vernetzt am|connected since",
        "met_through": "met through|introduced by|referred by|kennengelernt durch|kennengelernt ueber|"
        "empfohlen von|vermittelt durch",
        "how_met": "how we met|how met|wie kennengelernt|wie wir uns kennengelernt haben",
        "where_met": "where we met|where met|met at|wo kennengelernt|kennengelernt bei|kennengelernt in",
        "email_format": "e mail type|e mail typ",
        LEFT_OUT: "e mail display name|e mail angezeigter name|priority|prioritaet|sensitivity|vertraulichkeit|"
        "private|privat|photo|file as|initials|initialen|internet free busy|internet frei gebucht|gender|geschlecht|"
        "directory server|verzeichnisserver|prefer html|sort order",
    }.items()
    for word in words.split("|")
}  # fmt: skip

# Words that say of what kind an address, number or mail is; and those that say nothing.
_KINDS: dict[str, str] = {
    word: kind
    for kind, words in {
        "home": "home private privat private personal persoenlich privater privates",
        "work": "work business office geschaeftlich dienstlich beruflich firma company buero geschaeft arbeit job",
        "other": "other weitere weiterer weiteres andere anderer anderes additional sonstige sonstiges",
    }.items()
    for word in words.split()
}
_FILLERS = frozenset(("e", "r", "s", "number", "nummer", "nr.", "no.", "the", "der", "die", "das"))
_FILLER_NOUNS = {
    "phone": "phone", "telephone": "phone", "tel": "phone", "tel.": "phone", "telefon": "phone", "fon": "phone",
    "mobil tel.": "phone.mobile", "fax": "phone.fax", "mobile": "phone.mobile", "mobil": "phone.mobile",
    "handy": "phone.mobile", "mobile phone": "phone.mobile", "cell": "phone.mobile", "pager": "phone.pager",
    "mobiltelefon": "phone.mobile",
}  # fmt: skip
_TAKES_KIND = frozenset(("email", "phone", "link", "street", "po_box", "postal_code", "city", "region", "country"))
_MESSENGERS = {
    "aim": "AIM", "icq": "ICQ", "jabber": "xmpp", "xmpp": "xmpp", "msn": "MSN", "skype": "Skype", "yahoo": "Yahoo",
    "signal": "signal", "whatsapp": "whatsapp", "telegram": "telegram", "threema": "threema", "matrix": "matrix",
    "discord": "discord", "slack": "slack", "teams": "teams", "screen name": "AIM", "messenger name": "AIM",
}  # fmt: skip

# Columns that Google numbers (both of its formats), and Outlook's second and third mail address.
_NUMBERED = re.compile(
    r"(e mail|phone|address|website|im|event|relation|custom field|organization) (\d{1,2}) ?:? (.+)", re.ASCII
)
_NUMBERED_PARTS: dict[str, dict[str, str]] = {
    "e mail": {
        **dict.fromkeys(("value", "address", "adresse"), "email"), **dict.fromkeys(("label",), "email_kind"),
        "type": "email_kind", "typ": "email_format", "display name": LEFT_OUT, "angezeigter name": LEFT_OUT,
    },
    "phone": {"value": "phone", "label": "phone_kind", "type": "phone_kind"},
    "website": {"value": "link", "label": "link_kind", "type": "link_kind"},
    "im": {"value": "messenger", "service": "messenger_kind", "label": LEFT_OUT, "type": LEFT_OUT},
    "event": {"value": "event", "label": "event_kind", "type": "event_kind"},
    "relation": {"value": "relation", "label": "relation_kind", "type": "relation_kind"},
    "custom field": {"value": "extra", "label": "extra_kind", "type": "extra_kind"},
    "address": {
        "label": "address_kind", "type": "address_kind", "formatted": "address", "street": "street", "city": "city",
        "po box": "po_box", "region": "region", "postal code": "postal_code", "country": "country",
        "extended address": "street",
    },
    "organization": {
        "name": "organisation", "title": "title", "department": "unit", "type": LEFT_OUT, "yomi name": KEPT_IN_NOTE,
    },
}  # fmt: skip
_TRAILING_NUMBER = re.compile(r" (\d)$", re.ASCII)


def folded_heading(heading: str) -> str:
    """Return a heading so that spelling and punctuation make no difference."""
    return fold(heading[:LONGEST_HEADING]).replace("_", " ").strip()


def signature_of(headings: Sequence[str]) -> str:
    """Return by what a table with these headings is known again: SHA-256 of them, folded."""
    return hashlib.sha256("\x1f".join(map(folded_heading, headings)).encode()).hexdigest()


def field_of(heading: str) -> str | None:
    """Return the field that a heading names; `LEFT_OUT` for what is of no use to anybody, None when it is unknown."""
    folded = folded_heading(heading)
    if not folded:
        return None
    if own := own_field(folded):
        return own
    if numbered := _NUMBERED.fullmatch(folded):
        return _numbered_field(*numbered.groups())
    for words in (folded, folded.rstrip("."), _TRAILING_NUMBER.sub("", folded)):
        if words in _WHOLE:
            return _WHOLE[words]
    return _messenger(folded) or _with_kind(folded)


def _numbered_field(thing: str, number: str, part: str) -> str | None:
    parts = _NUMBERED_PARTS[thing]
    if part not in parts:
        return None
    base = parts[part]
    # Of organisations there is one place; a second one is kept in the note.
    if thing == "organization":
        return base if int(number) == 1 else KEPT_IN_NOTE
    return f"{base}.{int(number)}" if base and int(number) else base


def _messenger(folded: str) -> str:
    words = folded.removeprefix("im ").removesuffix(" id").removesuffix(" name")
    service = _MESSENGERS.get(folded) or _MESSENGERS.get(words, "")
    return f"messenger.{service}" if service else ""


def _with_kind(folded: str) -> str | None:
    """Take away the words that say of what kind it is, as in *Straße geschäftlich 2* or *Home Phone*."""
    words = [word for word in folded.split() if not word.isdigit()]
    kinds = [_KINDS[word] for word in words if word in _KINDS]
    noun = " ".join(word for word in words if word not in _KINDS and word not in _FILLERS)
    key = _FILLER_NOUNS.get(noun) or _WHOLE.get(noun)
    if not key:
        return None
    # A fax at work is a fax first.
    return f"{key}.{kinds[0]}" if kinds and key in _TAKES_KIND else (None if kinds and "." not in key else key)
