"""What happens to proposals, approaches, revivals and reviews."""
