"""What reminders says, in sentences."""
