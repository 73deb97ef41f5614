"""Reads tables of people: CSV of any program, encoding and delimiter, and Excel workbooks; no Django here."""

from transfer.tables.guess import TableGuess, detect
from transfer.tables.mapping import TableMapping
from transfer.tables.reader import TableReader

__all__ = ["TableGuess", "TableMapping", "TableReader", "detect"]
