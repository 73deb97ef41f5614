"""The dashboard that puts it all on one page."""
