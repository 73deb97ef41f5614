"""What all apps stand on: owned rows, the walls between owners, jobs, registries, folding."""
