"""Who uses it: users, their settings, and the log-in system's mails."""
