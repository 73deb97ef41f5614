"""Reads a list of people that was pasted: one a line; no Django here."""

from transfer.pasted.reader import ListReader, read_line

__all__ = ["ListReader", "read_line"]
