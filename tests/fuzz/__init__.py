"""Inputs that a machine thinks up: each target is a module in `tests.fuzz.targets`, found by its name.

A target has `fuzz(data: bytes)`, which raises when something is wrong, and `SEEDS`, inputs to begin with. The test
runs each for a fixed number of inputs. To look for longer, by hand, from the root of the project:

    .venv/bin/python -m tests.fuzz vcard --runs 1000000 --seed 7 --keep /tmp/vcard

`--keep` names a folder in which what was found interesting stays, so that the next run goes on from there.
"""
