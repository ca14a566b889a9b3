"""Route the inventory's addresses to its views."""

from django.urls import URLPattern, URLResolver, path

from inventory.api.interface import addresses
from inventory.views import (
    accounts,
    bulk_edits,
    codebook,
    comparison,
    deliveries,
    destinations,
    drafts,
    equipment,
    health,
    import_editions,
    import_names,
    import_readings,
    imports,
    links,
    merges,
    overview,
    pairs,
    publications,
    readings,
    reports,
    saved_views,
    search,
    shipments,
    snapshots,
    sources,
    styleguide,
    whole_record,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("healthz", health.health, name="health"),
    path("readyz", health.readiness, name="readiness"),
    # Search
    path("search/", search.search_page, name="search"),
    path("search/suggestions/", search.search_suggestions, name="search-suggestions"),
    # Shipments
    path("shipments/", shipments.shipment_list, name="shipment-list"),
    path("shipments/<str:reference>/", shipments.shipment_detail, name="shipment-detail"),
    path("shipments/<str:reference>/pairs/", pairs.shipment_pairs, name="shipment-pairs"),
    path("shipments/<str:reference>/pairs/<str:other>/", pairs.pair_detail, name="pair-detail"),
    # Shipments that may be one
    path("pairs/", pairs.pair_list, name="pair-list"),
    path("pairs/links/", links.link_list, name="link-list"),
    path("pairs/links/decide/", links.link_decide, name="link-decide"),
    path("pairs/links/undo/", links.link_undo, name="link-undo"),
    path("pairs/<int:key>/revoke/", links.link_revoke, name="link-revoke"),
    path("merges/<uuid:uid>/", merges.merge_detail, name="merge-detail"),
    path("merges/<uuid:uid>/undo/", merges.merge_undo, name="merge-undo"),
    # Reported deliveries
    path("deliveries/", deliveries.delivery_list, name="delivery-list"),
    path("deliveries/<uuid:uid>/", deliveries.delivery_detail, name="delivery-detail"),
    # Edits of several rows; apart from the lists, below which lie the rows' own pages
    path("edit/shipments/", bulk_edits.shipment_bulk_edit, name="shipment-bulk-edit"),
    path("edit/deliveries/", bulk_edits.delivery_bulk_edit, name="delivery-bulk-edit"),
    # Saved views
    path("views/", saved_views.saved_view_list, name="saved-view-list"),
    path("views/<uuid:uid>/", saved_views.saved_view, name="saved-view"),
    path("views/<uuid:uid>/edit/", saved_views.saved_view_edit, name="saved-view-edit"),
    path("views/<uuid:uid>/update/", saved_views.saved_view_update, name="saved-view-update"),
    path("views/<uuid:uid>/delete/", saved_views.saved_view_delete, name="saved-view-delete"),
    path("views/columns/<slug:page>/", saved_views.list_preference, name="list-preference"),
    # Snapshots
    path("snapshots/", snapshots.snapshot_list, name="snapshot-list"),
    path("snapshots/compare/", snapshots.snapshot_compare, name="snapshot-compare"),
    path("snapshots/<uuid:uid>/", snapshots.snapshot_detail, name="snapshot-detail"),
    path("snapshots/<uuid:uid>/withdraw/", snapshots.snapshot_withdraw, name="snapshot-withdraw"),
    # Comparison
    path("compare/", comparison.comparison, name="comparison"),
    # Files
    path("codebook/", codebook.codebook, name="codebook"),
    path("record/", whole_record.whole_record, name="whole-record"),
    path("record/download/", whole_record.whole_record_download, name="whole-record-download"),
    path("codebook/lexicon/", codebook.lexicon, name="lexicon"),
    # Reports
    path("reports/add/", reports.report_add, name="report-add"),
    path("reports/recognise/", reports.report_recognise, name="report-recognise"),
    path("reports/read-count/", readings.report_read_count, name="report-read-count"),
    path("reports/read-date/", readings.report_read_date, name="report-read-date"),
    path("reports/names/", readings.report_names, name="report-names"),
    path("reports/drafts/", drafts.draft_list, name="draft-list"),
    path("reports/drafts/save/", drafts.draft_save, name="draft-save"),
    path("reports/drafts/<uuid:uid>/", drafts.draft_detail, name="draft-detail"),
    path("reports/drafts/<uuid:uid>/discard/", drafts.draft_discard, name="draft-discard"),
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
    # The own account; signing in and out are among the project's routes
    path("accounts/", accounts.account, name="account"),
    path("accounts/password/", accounts.PasswordChange.as_view(), name="password-change"),
    # Imports
    path("imports/", imports.import_list, name="import-list"),
    path("imports/add/", imports.import_add, name="import-add"),
    path("imports/<uuid:uid>/", imports.import_detail, name="import-detail"),
    path("imports/<uuid:uid>/act/", imports.import_act, name="import-act"),
    path("imports/<uuid:uid>/progress/", imports.import_progress, name="import-progress"),
    path("imports/<uuid:uid>/findings/", imports.import_findings, name="import-findings"),
    path("imports/<uuid:uid>/file/", imports.import_file_download, name="import-file"),
    path("imports/<uuid:uid>/set-aside/", imports.import_set_aside, name="import-set-aside"),
    path("imports/<uuid:uid>/reading/", import_readings.import_reading, name="import-reading"),
    path("imports/<uuid:uid>/mapping/", import_readings.import_mapping, name="import-mapping"),
    path("imports/<uuid:uid>/edition/", import_editions.import_edition, name="import-edition"),
    path("imports/<uuid:uid>/names/", import_names.import_names, name="import-names"),
    path(
        "imports/<uuid:uid>/names/<int:decision>/forget/",
        import_names.import_name_forget,
        name="import-name-forget",
    ),
    # For programs
    *addresses(),
    # For who builds pages
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
