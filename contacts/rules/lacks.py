"""What can be missing about a person, worked off one by one."""

from enum import StrEnum


class Lack(StrEnum):
    """One thing that nobody has said yet."""

    CLOSENESS = "closeness"
    ORIGIN = "origin"
    MOMENT = "moment"
    REACH = "reach"

    @property
    def words(self) -> tuple[str, ...]:
        """What the list of people calls it; of several, each is missing."""
        return ("mail", "phone") if self is Lack.REACH else (self.value,)
