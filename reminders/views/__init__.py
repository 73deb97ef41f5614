"""Pages of reminders: settings of the mail, and what its signed links open."""
