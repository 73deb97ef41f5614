"""What can be done to many people at once; upper apps add theirs to `netzwerk.core.bulk.bulk_actions`."""

from contacts.bulk.links import LinkAction
from contacts.bulk.placing import CadenceAction, ClosenessAction
from contacts.bulk.standing import ArchiveAction, DeleteAction, RestAction, UnarchiveAction, WakeAction
from contacts.bulk.tags import TagAction, UntagAction
from netzwerk.core.bulk import BulkAction

# In the order of the bar and its menu.
ACTIONS: tuple[BulkAction, ...] = (
    TagAction(),
    ClosenessAction(),
    ArchiveAction(),
    UntagAction(),
    CadenceAction(),
    RestAction(),
    WakeAction(),
    UnarchiveAction(),
    DeleteAction(),
)

__all__ = ["ACTIONS", "LinkAction"]
