"""What pages show: people and what happened with them, put into words and rows for one template each."""
