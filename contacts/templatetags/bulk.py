"""What the bar above a list of people offers."""

from __future__ import annotations

from django import template

from netzwerk.core.bulk import BulkAction, BulkExit, bulk_actions, bulk_exits

register = template.Library()


@register.simple_tag
def actions_for_many() -> dict[str, list[BulkAction]]:
    """Return the actions for the bar itself, and those for its menu."""
    actions = list(bulk_actions)
    return {
        "bar": [action for action in actions if action.is_frequent],
        "menu": [action for action in actions if not action.is_frequent],
    }


@register.simple_tag
def exits_for_many() -> list[BulkExit]:
    """Return where the chosen people can be taken without any change to them."""
    return list(bulk_exits)
