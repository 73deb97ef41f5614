"""What the pages of reminders show, in words and rows; views only ask and render."""
