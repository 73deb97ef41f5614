"""What for: goals, ideal networks, offers, roles; the goal wizard and the inventory."""
