"""Rules of networks as plain functions on values: fit, costs, dates."""
