"""How many bytes the files of an account take on their way in and out; asked only where there is a limit."""

from __future__ import annotations

from django.db.models import Sum

from accounts.models import User
from transfer.models import Export, ImportFile, Restore


def file_bytes(user: User) -> int:
    """Return the bytes of imports that are not read yet, of exports, and of restores, of which few lie here.

    The size of a restore is asked of the storage.
    """
    imports = ImportFile.objects.for_user(user).exclude(file="").aggregate(total=Sum("size"))["total"] or 0
    exports = Export.objects.for_user(user).exclude(file="").aggregate(total=Sum("size"))["total"] or 0
    return imports + exports + sum(_size(restore) for restore in Restore.objects.for_user(user).exclude(file=""))


def _size(restore: Restore) -> int:
    try:
        return int(restore.file.size)
    except FileNotFoundError:
        return 0
