"""What reminders asks the database: who may be worth a message, which days come, what mails have said."""
