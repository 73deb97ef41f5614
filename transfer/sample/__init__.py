"""The sample account: a freelance editor and the people she knows."""

from transfer.sample.filling import fill_with_sample, furnish

__all__ = ["fill_with_sample", "furnish"]
