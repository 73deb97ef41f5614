"""What the pages of reminders ask."""
