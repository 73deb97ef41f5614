"""Rules about people as plain functions on values; no Django, no database, and "today" is an argument."""
