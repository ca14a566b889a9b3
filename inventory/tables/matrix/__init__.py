"""Lay out the comparison of all reports on one shipment: voices as columns, the equipment tree as rows."""

from inventory.tables.matrix.flat import flat_rows
from inventory.tables.matrix.layout import Layout, Selection
from inventory.tables.matrix.page import Matrix, build_matrix, preferable_voices

__all__ = ["Layout", "Matrix", "Selection", "build_matrix", "flat_rows", "preferable_voices"]
