"""What the pages of transfer show, in words and rows."""
