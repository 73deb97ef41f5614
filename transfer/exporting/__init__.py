"""What leaves: people as cards, people, moments and exchanges as tables, batch by batch."""

from transfer.exporting.cards import card_of, write_cards
from transfer.exporting.tables import write_contacts, write_exchanges, write_moments

__all__ = ["card_of", "write_cards", "write_contacts", "write_exchanges", "write_moments"]
