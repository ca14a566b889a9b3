"""Offer every table for data entry and repair in Django's admin."""

from django.contrib import admin

from inventory.admin import (
    analysis,
    equipment,
    evidence,
    merges,
    publications,
    reference,
    reporting,
    workspace,
)

__all__ = [
    "analysis",
    "equipment",
    "evidence",
    "merges",
    "publications",
    "reference",
    "reporting",
    "workspace",
]

admin.site.site_header = "Military Equipment Tracker – data entry"
admin.site.site_title = "Military Equipment Tracker"
admin.site.index_title = "Data entry"
