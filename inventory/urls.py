"""Route the inventory's addresses to its views."""

from django.urls import URLPattern, URLResolver, path

from inventory.views import (
    comparison,
    deliveries,
    destinations,
    equipment,
    health,
    overview,
    publications,
    readings,
    saved_views,
    shipments,
    sources,
    styleguide,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("healthz", health.health, name="health"),
    # Shipments
    path("shipments/", shipments.shipment_list, name="shipment-list"),
    path("shipments/<str:reference>/", shipments.shipment_detail, name="shipment-detail"),
    # Reported deliveries
    path("deliveries/", deliveries.delivery_list, name="delivery-list"),
    path("deliveries/<uuid:uid>/", deliveries.delivery_detail, name="delivery-detail"),
    # Saved views
    path("views/<uuid:uid>/", saved_views.saved_view, name="saved-view"),
    # Comparison
    path("compare/", comparison.comparison, name="comparison"),
    # Reports
    path("reports/read-count/", readings.report_read_count, name="report-read-count"),
    path("reports/read-date/", readings.report_read_date, name="report-read-date"),
    path("reports/names/", readings.report_names, name="report-names"),
    # Equipment
    path("equipment/", equipment.equipment_list, name="equipment-list"),
    path("equipment/<slug:slug>/", equipment.equipment_detail, name="equipment-detail"),
    # Destinations
    path("destinations/", destinations.destination_list, name="destination-list"),
    path("destinations/groups/<slug:slug>/", destinations.destination_group, name="destination-group"),
    path("destinations/<str:code>/", destinations.destination_detail, name="destination-detail"),
    # Sources
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<slug:slug>/", sources.source_detail, name="source-detail"),
    # Publications
    path("publications/", publications.publication_list, name="publication-list"),
    path("publications/<uuid:uid>/", publications.publication_detail, name="publication-detail"),
    # For who builds pages
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
