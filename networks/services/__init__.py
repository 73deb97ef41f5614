"""What happens to networks. Others import the module of the noun: `networks.services.stages`."""
