"""Count disputes where they arise: once on one type, whatever stands above it."""

import pytest

from inventory.imports.demo import load_demo
from inventory.models import EquipmentType, Estimate
from inventory.models.comparisons import tally
from inventory.models.totals import EVERY_TYPE, HEADLINES, Dimension, Measure
from inventory.models.totals.selection import Selection
from inventory.tables.comparison import ComparisonTable, Question
from inventory.tables.comparison.question import total_heading

pytestmark = pytest.mark.django_db


def test_every_dispute_of_the_demonstration_is_counted_once():
    list(load_demo())
    taxonomy = EquipmentType.objects.taxonomy()
    origins = [
        (one.equipment_type_id, one.shipment.period_days)
        for one in Estimate.objects.filter(is_dispute_origin=True).select_related("shipment")
    ]
    assert len(origins) > 5

    # In a list of types: on the one type.
    listed = {one.pk: one.conflict_count for one in EquipmentType.objects.for_list()}
    assert sum(listed.values()) == len(origins)
    assert {kind for kind, number in listed.items() if number} == {kind for kind, _days in origins}

    # In totals of categories, that do not hold each other: each in one.
    totals = tally(Selection(level=HEADLINES), [], [Dimension.YEAR], Measure.BEST).totals
    mixed = set(EquipmentType.objects.filter(unit="items").values_list("pk", flat=True))
    for kind in totals.types() - mixed:
        below = [days for origin, days in origins if kind in (origin, *taxonomy.ancestors(origin))]
        for year in totals.values() - {None, 0}:
            expected = sum(days.lower.year == year for days in below)
            assert totals.own((None, kind, (year,))).conflicts == expected

    # In a comparison with a row for each type: on the narrowest that has one.
    for level in (EVERY_TYPE, "near_root"):
        rows = _rows(level)
        assert sum(row.cells[-1].conflicts for row in rows) == len(origins)
        for row in rows:
            within = {
                origin
                for origin, _days in origins
                if row.heading.value in (origin, *taxonomy.ancestors(origin))
            }
            assert bool(row.cells[-1].conflicts) <= bool(within)
            assert row.cells[-1].conflicts <= row.cells[-1].tally.conflicts


def _rows(level):
    """Return the rows of everything that went from anywhere, by type."""
    found = tally(Selection(level=level), [], [Dimension.EQUIPMENT], Measure.CONFLICTS)
    question = Question(Dimension.YEAR, (), (), Dimension.EQUIPMENT, None, Measure.CONFLICTS, level=level)
    return [row for row in _Everything(question, found.totals, found.types, found.names).rows if row.cells]


class _Everything(ComparisonTable):
    """Show the sum over all things alone."""

    @property
    def columns(self):
        return (total_heading(self.question),)
