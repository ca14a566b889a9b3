"""Read a shipment with all that its page names."""

import pytest

from inventory.models.readings import load_reading
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_source_that_only_a_line_is_drawn_from_has_a_name():
    cited = factories.SourceFactory(name="Frontelligence")
    line = factories.ReportedDeliveryFactory(cited_source=cited)
    reading = load_reading(line.shipment.reference)
    assert reading.voice_name((cited.pk,)) == "Frontelligence"
