"""Reads tables of people: CSV of any program, encoding and delimiter, and Excel workbooks; no Django here."""

from transfer.tables.guess import TableGuess, detect
from transfer.tables.mapping import TableMapping
from transfer.tables.reader import TableReader
from transfer.tables.workbook import is_workbook
from transfer.tables.xlsx import XlsxReader, detect_xlsx

__all__ = ["TableGuess", "TableMapping", "TableReader", "XlsxReader", "detect", "detect_xlsx", "is_workbook"]
