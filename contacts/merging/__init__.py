"""What two people that are one have: rows that move, and fields to choose from."""
