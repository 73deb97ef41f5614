"""What two people that are one have: rows that move, fields to choose from, and the preview of it."""
