"""What the pages of goals show, in words and rows."""
