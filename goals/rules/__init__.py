"""Exact rules of goals, as plain functions on values."""
