"""Pages about goals, and about what people are for them."""
