"""Name every page of the site once, for the tests that open them all.

A name in braces is filled with a row of the demonstration data: see ``addresses`` in ``conftest.py``.
"""

from django.contrib import admin

# What anybody may open: pages full, filtered, empty and wrong.
PAGES = [
    "/",
    "/shipments/",
    "/shipments/ML-2025-01-17/",
    "/shipments/ML-2025-01-17/?open=defenceweb&fold=tanks&scheme=unroca",
    "/shipments/ML-2024-AKINCI/",  # one report
    "/shipments/ML-2025-05/",  # a single place on its way
    "/shipments/?state=conflict",
    "/shipments/?text=no+such+words",
    "/shipments/?destination=nowhere",
    "/shipments/?page=999",
    "/deliveries/",
    "/deliveries/?equipment=t-72",
    "/deliveries/?text=no+such+words",
    "/deliveries/{line}/",
    "/compare/",
    "/compare/?destination=ML&destination=BF&split=year",
    "/compare/?source=all-press&source=sipri&destination=ML&period=2023",
    "/compare/?destination=ML&destination=nowhere",
    "/equipment/",
    "/equipment/t-72/",
    "/destinations/",
    "/destinations/ML/",
    "/destinations/groups/alliance-of-sahel-states/",
    "/sources/",
    "/sources/defenceweb/",
    "/sources/sipri/",
    "/publications/",
    "/publications/{publication}/",
    "/search/?q=T72B3M",
    "/search/?q=qqqqqq",
    "/views/",
    "/snapshots/",
    "/snapshots/{newest}/",
    "/snapshots/compare/",
    "/snapshots/compare/?old={older}&new={newest}",
    "/snapshots/compare/?old={older}&new=nothing",
    "/codebook/",
    "/codebook/lexicon/",
    "/codebook/lexicon/?language=ar",
    "/api/docs",
    "/compare/?rows=nothing",
    "/accounts/login/",
    "/accounts/login/?next=/deliveries/",
    "/no-such-page/",
    "/search/",
    "/search/?q=convoy",
    "/search/?q=Kamas",
    "/pairs/links/",
    "/pairs/links/?country=ML&year=1950",
    "/shipments/SIPRI-66185-2023/",  # a tally
]

# What only a signed-in editor may open, or sees otherwise than a visitor.
EDITOR_PAGES = [
    "/",
    "/shipments/",
    "/shipments/ML-2025-01-17/",
    "/accounts/",
    "/accounts/password/",
    "/styleguide/",
    "/reports/add/",
    "/reports/add/?shipment=ML-2025-01-17",
    "/reports/drafts/",
    "/record/",
    "/imports/",
    "/imports/add/",
    "/imports/?page=9",
    "/imports/{import}/",
    "/imports/{import}/names/",
    "/imports/{unmapped}/",
    "/imports/{unmapped}/edition/",
    "/imports/{unmapped}/mapping/",
    "/imports/{unmapped}/reading/",
    "/imports/{unresolved}/names/",
    "/pairs/",
    "/pairs/?country=NE&year=1990",
    "/pairs/?page=99",
    "/pairs/links/",
    "/pairs/links/?colour=red",
    "/shipments/SIPRI-66185-2023/",
    "/shipments/SIPRI-66185-2023/pairs/",
    "/shipments/ML-2025-01-17/pairs/",
    "/shipments/ML-2025-01-17/pairs/ML-2025-05/",
]

_MODELS = sorted(
    f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry
)

# The admin as an editor sees it; `{shipment}` and `{report}` are keys.
ADMIN_LISTS = ["/admin/", *_MODELS]
ADMIN_FORMS = [f"{address}add/" for address in _MODELS]
ADMIN_PAGES = [
    "/admin/inventory/report/",
    "/admin/inventory/report/add/",
    "/admin/inventory/shipment/?q=no+such+words",
    "/admin/inventory/shipment/{shipment}/change/",
    "/admin/inventory/shipment/{shipment}/history/",
    "/admin/inventory/shipment/{shipment}/delete/",
    "/admin/inventory/report/{report}/change/",
    "/admin/inventory/report/{report}/history/",
    "/admin/inventory/report/{report}/delete/",
]
