"""Tables as spreadsheets open them: CSV by RFC 4180 in UTF-8, cells that nothing calculates.

It begins with a byte order mark, without which Excel takes the text for the code page of the machine. Cells are parted
by what a spreadsheet of that language expects: a semicolon where the comma is in the numbers. LibreOffice and our own
reader recognise both by themselves.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import BinaryIO

from django.utils.formats import get_format

from transfer.cleaning import neutralise_formula

# Between several values of a cell, as Google has it; what holds it itself is left as it is.
SEVERAL = " ::: "


class Sheet:
    """A table on its way into a stream, in the reader's language."""

    def __init__(self, stream: BinaryIO, headings: Sequence[str]) -> None:
        """Write the byte order mark and the headings."""
        self._stream, self._text = stream, StringIO(newline="")
        self._rows = csv.writer(self._text, delimiter=";" if get_format("DECIMAL_SEPARATOR") == "," else ",")
        stream.write(BOM_UTF8)
        self.add([headings])

    def add(self, rows: Iterable[Sequence[str]]) -> int:
        """Write rows; return how many."""
        count = 0
        for row in rows:
            self._rows.writerow([neutralise_formula(cell) for cell in row])
            count += 1
        self._stream.write(self._text.getvalue().encode())
        self._text.seek(0)
        self._text.truncate()
        return count


def listed(values: Sequence[str]) -> str:
    """Return several words as one cell, which our reader takes apart again."""
    if any(sign in value for value in values for sign in ",;"):
        return SEVERAL.join(values) + (SEVERAL.rstrip() if len(values) == 1 else "")
    return ", ".join(values)
