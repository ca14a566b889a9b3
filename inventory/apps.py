"""Name the inventory to Django."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """Configure the product's one app."""

    name = "inventory"
    verbose_name = "Inventory"
    default_auto_field = "django.db.models.BigAutoField"
