"""Where: networks found, checked, compared, joined and left in time."""
