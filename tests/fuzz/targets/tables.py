"""The reader of text tables: whatever the bytes, it gives records that can be stored, and a guess that can be asked."""

from __future__ import annotations

import io

from transfer.records import BrokenRecord, PersonRecord
from transfer.tables import TableMapping, TableReader, detect
from transfer.tables.fields import is_field

_TABLES = (
    "First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Birthday,Notes\n"
    'Anna,Blum,Sailing ::: * myContacts,* Work,a@x.example ::: b@x.example,Mobile,+49 151 1,--03-14,"one\ntwo ""x"""\n',
    "Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Max,Muster,https://x.example,,ACME,CTO,05 Mar 2024\n,,,,,,\n",
    "sep=;\nVorname;Nachname;E-Mail-Adresse;E-Mail-Typ;Geburtstag;Kategorien;Telefon (privat)\n"
    "Jürgen;Müller;/o=x;EX;0.0.00;a;040 1\n",
    "Wer|Wo|IM Jabber|Sprache|Event 1 - Value|Address 1 - Formatted\nA|B|c|Deutsch|4/5/80|Weg 1\n",
)
SEEDS = [text.encode() for text in _TABLES] + [_TABLES[2].encode("cp1252"), _TABLES[0].encode("utf-16")]


def fuzz(data: bytes) -> None:
    """Read a table by its own guess and by another, and count it."""
    found = detect(data, "table.csv")
    mappings = [None, TableMapping({0: "name", 1: "email", 2: "birthday", 3: "address", 4: "tags"}, has_header=False)]
    if found:
        assert all(map(is_field, found.columns.values()))
        mappings.append(found.mapping)
    for mapping in mappings:
        reader = TableReader(mapping)
        records = list(reader.read(io.BytesIO(data)))
        assert records
        assert len(records) == reader.count(io.BytesIO(data))
        for number, record in enumerate(records, 1):
            assert isinstance(record, PersonRecord | BrokenRecord)
            assert record.number == number
            assert "\0" not in record.raw
            record.raw.encode()
