"""Name the inventory, and the columns of its tables, to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from inventory.wording.labels import name_columns


class InventoryConfig(AppConfig):
    """Configure the product's one app."""

    name = "inventory"
    verbose_name = _("Inventory")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the interface calls by name, and write a trail of who did what."""
        name_columns(self.get_models())
        # Models can be imported only once the apps are known.
        from inventory.models import audit  # noqa: PLC0415

        audit.listen()
