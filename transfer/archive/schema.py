"""The published schema of an export, made from the models."""

from __future__ import annotations

from typing import Any

from transfer.archive.account import setting_columns
from transfer.archive.tables import Table, all_tables, table_called

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COUNT = {"type": "integer", "minimum": 0}
_TEXT = {"type": "string"}


def build_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of an export: its manifest, its settings, and the rows of each table."""
    tables = sorted(table.name for table in all_tables())
    rows = {name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in tables}
    return {
        "$schema": DIALECT,
        "$id": "urn:netzwerk:export:1",
        "title": "Netzwerk export, version 1",
        "description": (
            "The ZIP as one object: manifest.json, account.json, and under data each file data/<name>.jsonl as a list "
            "of its lines. A line alone follows the definition of its name."
        ),
        "type": "object",
        "required": ["manifest", "account", "data"],
        "additionalProperties": False,
        "properties": {
            "manifest": {"$ref": "#/$defs/manifest"},
            "account": {"$ref": "#/$defs/account"},
            "data": {"type": "object", "additionalProperties": False, "properties": rows},
        },
        "$defs": {
            "manifest": _manifest(),
            "account": _account(),
            **{name: _row(table_called(name)) for name in tables},
        },
    }


def _row(table: Table) -> dict[str, Any]:
    properties = {column.name: dict(column.schema) for column in table.columns}
    for name, target in table.links.items():
        properties[name]["$comment"] = f"the id of a row of {target}"
    return {
        "type": "object",
        "additionalProperties": False,
        # What is not required has come in a later version of the product; where it is missing, its default holds.
        "required": [column.name for column in table.columns if column.is_required],
        "properties": properties,
    }


def _account() -> dict[str, Any]:
    settings = {column.name: column.schema for column in setting_columns()}
    return {"type": "object", "additionalProperties": False, "properties": settings}


def _manifest() -> dict[str, Any]:
    file = {
        "type": "object",
        "required": ["bytes", "sha256"],
        "properties": {"bytes": _COUNT, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "rows": _COUNT},
    }
    product = {"type": "object", "properties": {"name": _TEXT, "version": _TEXT}}
    return {
        "type": "object",
        "required": ["format", "version", "made_at", "account", "files", "rows"],
        "properties": {
            "format": {"const": "netzwerk-export"},
            "version": {"const": 1},
            "made_at": {"type": "string", "format": "date-time"},
            "product": product,
            "account": {"type": "string", "description": "by which an account knows its own exports"},
            "rows": {"type": "object", "additionalProperties": _COUNT},
            "photos": _COUNT,
            "files": {"type": "object", "additionalProperties": file},
        },
    }
