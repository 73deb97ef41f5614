"""Two tabs at once: the second waits for the first, and sees what it has done.

Whoever locks several things locks in this order: the inventory (`goals.services.lock_inventory`), networks by id, the
rows of a network, people. So none waits for somebody who waits for them.
"""

from __future__ import annotations

from networks.models import Network


def lock_network(network: Network) -> Network:
    """Return a network as it is now, which nobody else changes until the transaction ends.

    Where two have become one meanwhile, this is the one that stayed.
    """
    networks = Network.objects.for_user(network.owner).select_for_update()
    found = networks.get(pk=network.pk)
    while found.merged_into_id:
        found = networks.get(pk=found.merged_into_id)
    found.owner = network.owner
    return found
