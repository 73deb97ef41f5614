"""What pages show, in words and rows."""
