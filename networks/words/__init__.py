"""What is said about networks, in sentences."""
