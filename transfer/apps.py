"""App configuration of transfer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What stands below the page on data protection.
RIGHTS = frozenset(
    f"transfer:{name}"
    for name in ("untouched", "untouched-decide", "person-report", "person-erase", "person-anonymise")
)


class TransferConfig(AppConfig):
    """In and out."""

    name = "transfer"

    def ready(self) -> None:
        """Register the job that reads files in, the navigation, and what the sample account begins with."""
        from netzwerk.core.belonging import Belonging, contact_belongings  # noqa: PLC0415
        from netzwerk.core.bulk import bulk_exits  # noqa: PLC0415
        from netzwerk.core.registry import (  # noqa: PLC0415
            NavigationEntry,
            add_entries,
            navigation_foot,
            sample_fillers,
            settings_pages,
            stored_bytes,
            tie_removed_hooks,
        )
        from transfer import tasks  # noqa: F401, PLC0415
        from transfer.bulk import EXPORT  # noqa: PLC0415
        from transfer.exporting.untied import forget_related  # noqa: PLC0415
        from transfer.models import ImportRow, SourceCard  # noqa: PLC0415
        from transfer.queries.files import file_bytes  # noqa: PLC0415
        from transfer.sample import furnish  # noqa: PLC0415

        navigation_foot.add(
            NavigationEntry("transfer:import-list", "arrow-left-right", _("Import and export"), "transfer"), order=0
        )
        add_entries.add(NavigationEntry("transfer:import-list", "upload", _("Import a file")), order=30)
        rights = NavigationEntry("transfer:data-protection", "shield-check", _("Data protection"), pages=RIGHTS)
        settings_pages.add(rights, order=40)
        bulk_exits.add(EXPORT)
        sample_fillers.add(furnish)
        stored_bytes.add(file_bytes)
        tie_removed_hooks.add(forget_related)
        contact_belongings.add(Belonging(model=SourceCard, fields=("contact",)), order=30)
        contact_belongings.add(Belonging(model=ImportRow, fields=("contact",)), order=32)
