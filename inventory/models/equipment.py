"""Define the equipment tree, its names, and the verdicts of classification schemes on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inventory.domain.tree import Taxonomy, TypeNode
from inventory.models.catalogues import REPORTS, SHIPMENTS, number_of, number_on_types, rows_of
from inventory.models.history import with_history
from inventory.models.indexing import name_index
from inventory.models.reference import Alias

# What a type's place in the tree takes.
NODE_COLUMNS = ("pk", "parent_id", "unit", "level", "name", "position", "is_overlapping")


def type_node(row: Mapping[str, Any]) -> TypeNode:
    """Return a type, given by its ``NODE_COLUMNS``, as the domain's tree takes it."""
    return TypeNode(
        key=row["pk"],
        parent=row["parent_id"],
        unit=row["unit"],
        is_designation=row["level"] in EquipmentType.DESIGNATIONS,
        name=row["name"],
        position=row["position"],
        is_overlapping=row["is_overlapping"],
    )


class EquipmentTypeQuerySet(models.QuerySet["EquipmentType"]):
    """Select equipment types by their place in the tree."""

    def within(self, equipment_type: EquipmentType) -> Self:
        """Keep the given type and everything below it."""
        return self.filter(
            models.Q(pk=equipment_type.pk) | models.Q(path__startswith=f"{equipment_type.path}/")
        )

    def within_any(self, equipment_types: Iterable[EquipmentType]) -> Self:
        """Keep the given types and everything below them."""
        condition = models.Q(pk__in=[])
        for equipment_type in equipment_types:
            condition |= models.Q(pk=equipment_type.pk) | models.Q(path__startswith=f"{equipment_type.path}/")
        return self.filter(condition)

    def topmost_of(self, shipments: models.QuerySet[Any]) -> Self:
        """Keep the topmost types counted in one unit on which some of the shipments have an estimate."""
        mixed = EquipmentType.Unit.ITEMS
        estimates = rows_of("Estimate").filter(shipment__in=shipments.order_by().values("pk"))
        return (
            self.filter(parent__unit=mixed, pk__in=estimates.values("equipment_type"))
            .exclude(unit=mixed)
            .order_by("path")
        )

    def for_list(self, below: EquipmentType | None = None) -> Self:
        """Read a type's row with its parent and what is reported on it or below it. One query.

        Adds ``shipment_count``, be it that somebody denies the type, and ``report_count`` (reports that
        stand); and ``conflict_count``, the disputes that arise on this very type, so that each is counted on
        one type. Where the types selected are all ``below`` one, naming it saves looking at the lines on all
        others.
        """
        arisen = rows_of("Estimate").filter(equipment_type=models.OuterRef("pk"), is_dispute_origin=True)
        within = f"{below.path}/" if below else ""
        return self.select_related("parent").annotate(
            shipment_count=number_on_types(SHIPMENTS, within),
            conflict_count=number_of(arisen, "equipment_type"),
            report_count=number_on_types(REPORTS, within),
        )

    def only_in_plurals(self) -> Self:
        """Keep types that are reported on, but never with a number: in plurals or as unknown alone."""
        lines = rows_of("ReportedDelivery").filter(
            equipment_type=models.OuterRef("pk"), report__superseded_by__isnull=True
        )
        numberless = models.Q(kind__in=("bare_plural", "unknown"))
        return self.filter(models.Exists(lines), ~models.Exists(lines.exclude(numberless)))

    def taxonomy(self) -> Taxonomy:
        """Return the selected types as the tree that the domain reasons over. Runs one query."""
        return Taxonomy(self.nodes())

    def nodes(self) -> list[TypeNode]:
        """Return the selected types as the domain describes them. Runs one query."""
        return [type_node(row) for row in self.values(*NODE_COLUMNS)]


@with_history()
class EquipmentType(models.Model):
    """A node of the equipment tree: category › family › variant."""

    class Level(models.TextChoices):
        ROOT = "root", _("Root")
        CATEGORY = "category", _("Category")
        FAMILY = "family", _("Family")
        VARIANT = "variant", _("Variant")

    class Unit(models.TextChoices):
        ITEMS = "items", _("items (mixed)")
        VEHICLES = "vehicles", _("Vehicles")
        AIRCRAFT = "aircraft", _("Aircraft")
        VESSELS = "vessels", _("Vessels")
        GUNS = "guns", _("Guns")
        LAUNCHERS = "launchers", _("Launchers")
        SYSTEMS = "systems", _("Systems")
        MISSILES = "missiles", _("Missiles")
        ROUNDS = "rounds", _("Rounds")
        WEAPONS = "weapons", _("Weapons")
        ENGINES = "engines", _("Engines")
        PERSONS = "persons", _("Persons")
        TONNES = "tonnes", _("Tonnes")

    DESIGNATIONS: ClassVar = frozenset({Level.FAMILY, Level.VARIANT})

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text=_("Empty: the root of the tree."),
    )
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    level = models.CharField(max_length=10, choices=Level)
    unit = models.CharField(
        max_length=12, choices=Unit, help_text=_("What is counted. Different units are never added together.")
    )
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField(
        default=0, help_text=_("Order among the types below the same parent.")
    )
    is_overlapping = models.BooleanField(
        default=False,
        help_text=_(
            "It counts items that types beside it count too, as combat vehicles do: never added to them."
        ),
    )
    path = models.CharField(
        max_length=1000,
        editable=False,
        default="",
        help_text=_("Slugs from the root down, kept by the database; one prefix selects a subtree."),
    )

    objects = EquipmentTypeQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        constraints = [
            models.UniqueConstraint(
                fields=("level",),
                condition=models.Q(level="root"),
                name="equipmenttype_one_root",
                violation_error_message=_("The tree has its root already."),
            ),
            models.CheckConstraint(
                name="equipmenttype_root_has_no_parent",
                condition=models.Q(level="root", parent__isnull=True)
                | (~models.Q(level="root") & models.Q(parent__isnull=False)),
                violation_error_message=_("Only the root of the tree has no parent."),
            ),
        ]
        indexes = (
            GinIndex(fields=("name",), opclasses=("gin_trgm_ops",), name="equipmenttype_name_trigram"),
            name_index("equipmenttype_name_plain"),
            models.Index(
                fields=("path",), opclasses=("varchar_pattern_ops",), name="equipmenttype_path_prefix"
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="equipmenttype_path",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id", "slug", "path"),
                func="""
                    IF NEW.parent_id IS NULL THEN
                        NEW.path := NEW.slug;
                    ELSE
                        SELECT path || '/' || NEW.slug INTO STRICT NEW.path
                        FROM inventory_equipmenttype WHERE id = NEW.parent_id;
                        IF TG_OP = 'UPDATE' AND NEW.path LIKE OLD.path || '/%' THEN
                            RAISE EXCEPTION 'An equipment type cannot stand below itself: %', NEW.path
                            USING ERRCODE = 'check_violation';
                        END IF;
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="equipmenttype_path_below",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("path"),
                func="""
                    UPDATE inventory_equipmenttype SET path = '' WHERE parent_id = NEW.id;
                    RETURN NULL;
                """,
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the type's page."""
        return reverse("equipment-detail", args=[self.slug])


@with_history(found_by=("equipment_type",))
class EquipmentAlias(Alias):
    """Another name of an equipment type, as sources write it."""

    equipment_type = models.ForeignKey(
        EquipmentType, on_delete=models.CASCADE, related_name="aliases"
    )  # Means nothing without its type.
    scheme = models.CharField(
        max_length=20, blank=True, help_text=_("Whose spelling it is, such as sipri. Empty: in common use.")
    )

    class Meta:
        verbose_name_plural = _("equipment aliases")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint("equipment_type", Lower("name"), name="equipmentalias_name_unique"),
        ]
        indexes = (
            GinIndex(fields=("name",), opclasses=("gin_trgm_ops",), name="equipmentalias_name_trigram"),
            name_index("equipmentalias_name_plain"),
        )


@with_history()
class ClassificationScheme(models.Model):
    """A lens on the tree: UNROCA, SIPRI's categories, the EU Common Military List."""

    slug = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=120, unique=True)
    publisher = models.CharField(max_length=120, blank=True)
    url = models.URLField(max_length=500, blank=True)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class SchemeCategory(models.Model):
    """A category of a classification scheme, with its code."""

    scheme = models.ForeignKey(
        ClassificationScheme, on_delete=models.CASCADE, related_name="categories"
    )  # Part of its scheme.
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = _("scheme categories")
        ordering = ("scheme", "code")
        constraints = [
            models.UniqueConstraint(fields=("scheme", "code"), name="schemecategory_code_unique"),
            models.UniqueConstraint(fields=("id", "scheme"), name="schemecategory_scheme_key"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@with_history(found_by=("equipment_type",))
class Verdict(models.Model):
    """What a scheme says of an equipment type: in, out or disputed; types below inherit it."""

    class Outcome(models.TextChoices):
        IN = "in", _("In")
        OUT = "out", _("Out")
        DISPUTED = "disputed", _("Disputed")

    scheme = models.ForeignKey(ClassificationScheme, on_delete=models.PROTECT, related_name="verdicts")
    equipment_type = models.ForeignKey(
        EquipmentType, on_delete=models.CASCADE, related_name="verdicts"
    )  # Said of its type.
    outcome = models.CharField(max_length=10, choices=Outcome)
    category = models.ForeignKey(
        SchemeCategory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts",
        help_text=_("Empty: the scheme has no category for it."),
    )
    basis = models.CharField(
        max_length=500, help_text=_("The rule of the scheme that decides, in our words.")
    )

    class Meta:
        ordering = ("scheme", "equipment_type")
        constraints = [
            models.UniqueConstraint(
                fields=("scheme", "equipment_type"),
                name="verdict_one_per_scheme",
                violation_error_message=_("This scheme has its verdict on the type already."),
            ),
            models.CheckConstraint(
                name="verdict_in_names_category",
                condition=~models.Q(outcome="in") | models.Q(category__isnull=False),
                violation_error_message=_("A type that counts in a scheme counts in one of its categories."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.equipment_type}: {self.get_outcome_display()} {self.scheme}"
