"""Wizards of matching: who helps with a goal, and the look back."""
