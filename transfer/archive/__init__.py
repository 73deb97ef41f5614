"""Everything of an account in one ZIP, and the way back in."""

from transfer.archive.schema import build_schema
from transfer.archive.writing import write_everything

__all__ = ["build_schema", "write_everything"]
