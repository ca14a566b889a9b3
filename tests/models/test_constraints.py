"""Break every rule of the database in SQL, past forms and ``clean``, and see it refused."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange

from inventory.models import (
    Assessment,
    Citation,
    ClassificationScheme,
    Dataset,
    EquipmentType,
    Estimate,
    ImportBatch,
    Place,
    Publication,
    Report,
    ReportedDelivery,
    ReportedDetail,
    ReportRepeat,
    SchemeCategory,
    Shipment,
    Snapshot,
    Source,
    Verdict,
)
from tests import factories

pytestmark = pytest.mark.django_db


def refuse_update(rule, model, pk, **values):
    """Assert that the rule stops an UPDATE of one row, deferred rules included."""

    def update():
        with transaction.atomic(), connection.cursor() as cursor:
            model.objects.filter(pk=pk).update(**values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match=rule):
        update()


@pytest.fixture
def line():
    return factories.ReportedDeliveryFactory()


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        pytest.param(
            "reporteddelivery_quantity_sound",
            {"kind": "range", "quantity": NumericRange(-1, 4)},
            id="negative",
        ),
        pytest.param(
            "reporteddelivery_quantity_sound", {"kind": "range", "quantity": NumericRange(3, 3)}, id="empty"
        ),
        pytest.param(
            "reporteddelivery_quantity_sound",
            {"kind": "at_most", "quantity": NumericRange(None, 4)},
            id="no low",
        ),
        pytest.param("reporteddelivery_unknown_is_null", {"kind": "unknown"}, id="unknown with interval"),
        pytest.param("reporteddelivery_unknown_is_null", {"quantity": None}, id="exact without interval"),
        pytest.param(
            "reporteddelivery_exact_is_one_number",
            {"quantity": NumericRange(3, 5)},
            id="exact of two numbers",
        ),
        pytest.param(
            "reporteddelivery_exact_is_one_number",
            {"quantity": NumericRange(3, None)},
            id="exact without end",
        ),
        pytest.param("reporteddelivery_none_is_zero", {"kind": "none"}, id="denial of three"),
        pytest.param("reporteddelivery_none_is_zero", {"quantity": NumericRange(0, 1)}, id="exact zero"),
        pytest.param(
            "reporteddelivery_none_is_zero",
            {"kind": "none", "quantity": NumericRange(0, None)},
            id="open denial",
        ),
        pytest.param("reporteddelivery_best_inside", {"best": 4}, id="best outside"),
        pytest.param("reporteddelivery_share_names_base", {"kind": "share"}, id="share without base"),
    ],
)
def test_a_line_keeps_its_interval_sound(line, rule, values):
    refuse_update(rule, ReportedDelivery, line.pk, **values)


@pytest.mark.parametrize(("low", "high"), [(4, 3), (10, 1)])
def test_low_above_high_cannot_be_written(line, low, high):
    with (
        pytest.raises(DatabaseError, match="lower bound must be less"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE inventory_reporteddelivery SET quantity = int4range(%s, %s, '[]')", [low, high]
        )


def test_a_report_says_a_line_once_in_the_same_words(line):
    other = factories.ReportedDeliveryFactory(report=line.report)
    refuse_update(
        "reporteddelivery_told_once", ReportedDelivery, other.pk, equipment_type=line.equipment_type
    )


@pytest.mark.parametrize(
    "told", [{"phrase": "a further three"}, {"label": "ambulances"}, {"scope": "additional"}]
)
def test_a_report_may_have_several_lines_on_a_type(line, told):
    factories.ReportedDeliveryFactory(report=line.report, equipment_type=line.equipment_type, **told)
    assert line.report.deliveries.count() == 2


def test_a_line_counts_the_same_items_as_a_line_of_the_same_report(line):
    elsewhere = factories.ReportedDeliveryFactory()
    refuse_update("reporteddelivery_same_as_same_report", ReportedDelivery, line.pk, same_as=elsewhere)


def test_a_line_does_not_count_the_same_items_as_itself(line):
    refuse_update("reporteddelivery_same_as_not_itself", ReportedDelivery, line.pk, same_as=line)


def test_additional_items_are_not_the_same_items(line):
    other = factories.ReportedDeliveryFactory(report=line.report, scope="additional")
    refuse_update("reporteddelivery_same_as_adds_nothing", ReportedDelivery, other.pk, same_as=line)


def test_a_line_cites_a_source_that_is_there(line):
    refuse_update("cited_source", ReportedDelivery, line.pk, cited_source=0)


def test_a_share_is_of_a_line_of_the_same_report(line):
    elsewhere = factories.ReportedDeliveryFactory()
    refuse_update(
        "reporteddelivery_base_same_report", ReportedDelivery, line.pk, kind="share", base=elsewhere
    )


def test_a_line_is_no_share_of_itself(line):
    refuse_update("reporteddelivery_base_not_itself", ReportedDelivery, line.pk, kind="share", base=line)


@pytest.mark.parametrize(
    "factory",
    [factories.ReportedDeliveryFactory, factories.ReportedDetailFactory, factories.ReportRepeatFactory],
)
def test_children_stay_with_their_reports_shipment(factory):
    child = factory()
    refuse_update("report_same_shipment", type(child), child.pk, shipment=factories.ShipmentFactory())


def test_children_follow_a_report_to_another_shipment(line):
    other = factories.ShipmentFactory()
    Report.objects.filter(pk=line.report_id).update(shipment=other)
    line.refresh_from_db()
    assert line.shipment == other


def test_a_report_repeats_only_reports_on_its_shipment():
    edge = factories.ReportRepeatFactory()
    refuse_update("repeated_same_shipment", ReportRepeat, edge.pk, repeated=factories.ReportFactory())


def test_a_report_does_not_repeat_itself():
    edge = factories.ReportRepeatFactory()
    refuse_update("reportrepeat_not_of_itself", ReportRepeat, edge.pk, repeated=edge.report)


def test_a_repetition_is_recorded_once():
    edge = factories.ReportRepeatFactory()
    with pytest.raises(IntegrityError, match="reportrepeat_unique"), transaction.atomic():
        ReportRepeat.objects.create(shipment=edge.shipment, report=edge.report, repeated=edge.repeated)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("report_unattributed_names_nobody", {"attribution": "unattributed"}),
        ("report_credibility_range", {"credibility": 7}),
        ("Credibility 1 needs two independent voices", {"credibility": 1}),
    ],
)
def test_a_report_keeps_its_rules(rule, values):
    report = factories.ReportFactory(asserter=factories.SourceFactory())
    refuse_update(rule, Report, report.pk, **values)


def test_a_report_does_not_supersede_itself():
    report = factories.ReportFactory()
    refuse_update("report_not_superseded_by_itself", Report, report.pk, superseded_by=report)


def test_credibility_1_is_kept_with_two_voices_and_refused_when_one_goes():
    shipment = factories.ShipmentFactory()
    Shipment.objects.filter(pk=shipment.pk).update(voice_count=2)
    report = factories.ReportFactory(shipment=shipment, credibility=Report.Credibility.CONFIRMED)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert Report.objects.get(pk=report.pk).credibility == 1
    refuse_update("Credibility 1 needs two independent voices", Shipment, shipment.pk, voice_count=1)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "supplier"},
        {"kind": "arrival"},
        {"text": "a note"},
        {"stage": "arrived"},
        {"date": "2025-01"},
        {"place": None},
        {"kind": "purpose", "place": None},
        {"kind": "stage", "place": None},
    ],
)
def test_a_detail_takes_the_value_of_its_kind(values):
    detail = factories.ReportedDetailFactory()
    refuse_update("reporteddetail_value_fits_kind", ReportedDetail, detail.pk, **values)


def test_a_delivery_point_is_no_country():
    country = factories.PlaceFactory(kind=Place.Kind.COUNTRY)
    detail = factories.ReportedDetailFactory(place=country)
    refuse_update("reporteddetail_role_fits", ReportedDetail, detail.pk, kind="delivery_point")


def test_a_carrier_is_no_armed_group():
    group = factories.PartyFactory(kind="armed_group")
    detail = factories.ReportedDetailFactory(kind="recipient", place=None, party=group)
    refuse_update("reporteddetail_role_fits", ReportedDetail, detail.pk, kind="carrier")


def test_a_detail_is_said_once():
    detail = factories.ReportedDetailFactory()
    with pytest.raises(IntegrityError, match="reporteddetail_unique"), transaction.atomic():
        ReportedDetail.objects.create(
            report=detail.report, shipment=detail.shipment, kind=detail.kind, place=detail.place
        )


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("citation_one_target", {"cited_source": None}),
        ("citation_one_target", {"cited_publication": "another"}),
        ("citation_not_of_itself", {"cited_source": None, "cited_publication": "itself"}),
    ],
)
def test_a_citation_has_one_target_that_is_not_itself(rule, values):
    publication = factories.PublicationFactory()
    citation = Citation.objects.create(publication=publication, cited_source=factories.SourceFactory())
    targets = {"itself": publication, "another": factories.PublicationFactory()}
    refuse_update(
        rule, Citation, citation.pk, **{name: targets.get(value, value) for name, value in values.items()}
    )


def test_a_citation_is_recorded_once():
    citation = Citation.objects.create(
        publication=factories.PublicationFactory(), cited_source=factories.SourceFactory()
    )
    with pytest.raises(IntegrityError, match="citation_unique"), transaction.atomic():
        Citation.objects.create(publication=citation.publication, cited_source=citation.cited_source)


def test_a_publication_is_recorded_once_and_has_a_text_to_make_public():
    publication = factories.PublicationFactory(published_on="2025-01")
    refuse_update("publication_public_text_exists", Publication, publication.pk, is_text_public=True)
    with pytest.raises(IntegrityError, match="publication_url_unique"), transaction.atomic():
        Publication.objects.create(
            source=publication.source, title="Again", url=publication.url, published_on="2025-01"
        )


def test_a_memberships_periods_are_disjoint_and_not_empty():
    group, country = factories.CountryGroupFactory(), factories.CountryFactory()
    group.memberships.create(country=country, period=DateRange("2023-09-16", "2024-07-06"))
    later = group.memberships.create(country=country, period=DateRange("2024-07-06", None))
    refuse_update(
        "groupmembership_periods_disjoint", type(later), later.pk, period=DateRange("2024-07-05", None)
    )
    refuse_update(
        "groupmembership_period_not_empty",
        type(later),
        later.pk,
        period=DateRange("2025-01-01", "2025-01-01"),
    )


def test_the_tree_has_one_root_and_no_loops():
    family = factories.EquipmentTypeFactory(slug="t-72", family=True)
    variant = factories.EquipmentTypeFactory(slug="t-72b3", parent=family, variant=True)
    refuse_update("equipmenttype_one_root", EquipmentType, family.pk, level="root", parent=None)
    refuse_update("equipmenttype_root_has_no_parent", EquipmentType, family.pk, parent=None)
    refuse_update("cannot stand below itself", EquipmentType, family.pk, parent=variant)
    assert EquipmentType.objects.get(pk=variant.pk).path == "military-equipment/t-72/t-72b3"
    assert EquipmentType.objects.get(slug="military-equipment").path == "military-equipment"


def test_paths_follow_a_type_that_moves():
    category = factories.EquipmentTypeFactory(slug="tanks")
    family = factories.EquipmentTypeFactory(slug="t-72", family=True)
    variant = factories.EquipmentTypeFactory(slug="t-72b3", parent=family, variant=True)
    EquipmentType.objects.filter(pk=family.pk).update(parent=category)
    assert EquipmentType.objects.get(pk=variant.pk).path == "military-equipment/tanks/t-72/t-72b3"


def test_a_country_has_one_place_and_one_state():
    country = factories.CountryFactory()
    factories.PlaceFactory(kind="country", country=country)
    factories.PartyFactory(kind="state", country=country)
    place, party = factories.PlaceFactory(country=country), factories.PartyFactory(country=country)
    refuse_update("place_one_per_country", Place, place.pk, kind="country")
    refuse_update("place_country_named", Place, place.pk, kind="country", country=None)
    refuse_update("party_one_state_per_country", type(party), party.pk, kind="state")
    refuse_update("party_state_names_country", type(party), party.pk, kind="state", country=None)


def test_a_verdict_takes_a_category_of_its_scheme():
    scheme, other = (
        ClassificationScheme.objects.create(slug=slug, name=slug) for slug in ("unroca", "sipri")
    )
    category = SchemeCategory.objects.create(scheme=scheme, code="I", name="Battle tanks")
    foreign = SchemeCategory.objects.create(scheme=other, code="armour", name="Armoured vehicles")
    verdict = Verdict.objects.create(
        scheme=scheme,
        equipment_type=factories.EquipmentTypeFactory(),
        outcome="in",
        category=category,
        basis="Weight.",
    )
    refuse_update("verdict_category_same_scheme", Verdict, verdict.pk, category=foreign)
    refuse_update("verdict_in_names_category", Verdict, verdict.pk, category=None)
    with pytest.raises(IntegrityError, match="verdict_one_per_scheme"), transaction.atomic():
        Verdict.objects.create(
            scheme=scheme, equipment_type=verdict.equipment_type, outcome="out", basis="Again."
        )


def test_evidence_counts_items_and_names_its_file():
    evidence = factories.EvidenceFactory(sha256="a" * 64)
    count = evidence.counts.create(equipment_type=factories.EquipmentTypeFactory(), count=2)
    refuse_update("evidencecount_positive", type(count), count.pk, count=0)
    refuse_update("evidence_sha256_form", type(evidence), evidence.pk, sha256="A" * 64)
    twin = factories.EvidenceFactory(shipment=evidence.shipment)
    refuse_update("evidence_file_unique", type(evidence), twin.pk, sha256=evidence.sha256)
    with pytest.raises(IntegrityError, match="evidencecount_one_per_type"), transaction.atomic():
        evidence.counts.create(equipment_type=count.equipment_type, count=3)


def test_an_assessment_has_one_subject_and_a_sound_count():
    assessment = factories.AssessmentFactory()
    refuse_update("assessment_one_subject", Assessment, assessment.pk, detail_kind="origin")
    refuse_update("assessment_one_subject", Assessment, assessment.pk, equipment_type=None)
    refuse_update("assessment_quantity_sound", Assessment, assessment.pk, quantity=NumericRange(-2, 3))


def test_an_estimate_has_no_more_supporters_than_voices():
    estimate = Estimate.objects.create(
        shipment=factories.ShipmentFactory(),
        equipment_type=factories.EquipmentTypeFactory(),
        stated_by=1,
        voices=1,
        state="single",
        is_stated=True,
    )
    refuse_update("estimate_stated_by_within_voices", Estimate, estimate.pk, stated_by=2)
    with pytest.raises(IntegrityError, match="estimate_one_per_type"), transaction.atomic():
        Estimate.objects.create(
            shipment=estimate.shipment,
            equipment_type=estimate.equipment_type,
            stated_by=0,
            voices=0,
            state="silent",
            is_stated=True,
        )


def test_a_rating_is_given_once_a_day():
    source, user = factories.SourceFactory(), factories.UserFactory()
    source.ratings.create(grade="B", rated_on="2025-01-01", rated_by=user, rationale="Corrects errors.")
    with pytest.raises(IntegrityError, match="reliabilityrating_one_per_day"), transaction.atomic():
        source.ratings.create(grade="C", rated_on="2025-01-01", rated_by=user, rationale="Again.")


def test_aliases_are_unambiguous():
    source = factories.SourceFactory()
    source.aliases.create(name="defenceweb.co.za")
    with pytest.raises(IntegrityError, match="sourcealias_name_unique"), transaction.atomic():
        factories.SourceFactory().aliases.create(name="DefenceWeb.co.za")
    equipment_type = factories.EquipmentTypeFactory()
    equipment_type.aliases.create(name="Kamaz")
    with pytest.raises(IntegrityError, match="equipmentalias_name_unique"), transaction.atomic():
        equipment_type.aliases.create(name="KAMAZ")
    country = factories.CountryFactory()
    country.aliases.create(name="Turkey")
    with pytest.raises(IntegrityError, match="countryalias_name_unique"), transaction.atomic():
        factories.CountryFactory().aliases.create(name="turkey")
    place, party = factories.PlaceFactory(), factories.PartyFactory()
    place.aliases.create(name="Bamako")
    party.aliases.create(name="FAMa")
    with pytest.raises(IntegrityError, match="placealias_name_unique"), transaction.atomic():
        place.aliases.create(name="BAMAKO")
    with pytest.raises(IntegrityError, match="partyalias_name_unique"), transaction.atomic():
        party.aliases.create(name="fama")


@pytest.mark.parametrize(
    "written", ["2025-13", "2025-02-30", "yesterday", "2025/..", "17/01/2025", "2025-01-17/2025-01-10"]
)
def test_a_date_that_is_no_edtf_cannot_be_written(written):
    shipment = factories.ShipmentFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        Shipment.objects.filter(pk=shipment.pk).update(period=written)
    assert Shipment.objects.get(pk=shipment.pk).period == ""


def test_an_import_counts_every_row():
    batch = ImportBatch.objects.create(
        state=ImportBatch.State.PLANNED,
        file_name="f.csv",
        sha256="a" * 64,
        file_format="press",
        rows_read=3,
        rows_new=1,
        rows_changed=1,
        rows_unchanged=1,
    )
    refuse_update("importbatch_every_row_counted", ImportBatch, batch.pk, rows_new=2)


def test_names_of_sources_are_unique():
    source = factories.SourceFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(slug="other", name=source.name, kind="blog")


def test_a_scheme_has_a_code_once():
    scheme = ClassificationScheme.objects.create(slug="unroca", name="UNROCA")
    SchemeCategory.objects.create(scheme=scheme, code="I", name="Battle tanks")
    with pytest.raises(IntegrityError, match="schemecategory_code_unique"), transaction.atomic():
        SchemeCategory.objects.create(scheme=scheme, code="I", name="Again")


@pytest.fixture
def snapshot():
    return Snapshot.objects.create(
        title="Mali",
        path="/shipments/",
        profile="shipments_wide",
        content="a\n",
        sha256="0" * 64,
        row_count=0,
    )


def test_a_snapshot_never_changes(snapshot):
    refuse_update("snapshot_never_changes", Snapshot, snapshot.pk, content="b\n")
    with pytest.raises(IntegrityError, match="A snapshot never changes"), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).delete()


@pytest.mark.parametrize(
    ("rule", "values"),
    [("snapshot_sha256_form", {"sha256": "x"}), ("snapshot_title_not_blank", {"title": " "})],
)
def test_snapshot_rules(rule, values):
    sound = {
        "title": "M",
        "path": "/",
        "profile": "sources",
        "content": "",
        "sha256": "0" * 64,
        "row_count": 0,
    }
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Snapshot.objects.create(**sound | values)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("dataset_years_in_order", {"first_year": 2025, "last_year": 2024}),
        ("dataset_not_events", {"name": "events"}),
    ],
)
def test_a_dataset_covers_years_in_order_and_is_not_called_events(rule, values):
    refuse_update(rule, Dataset, factories.DatasetFactory().pk, **values)


def test_a_source_makes_one_dataset():
    made = factories.DatasetFactory()
    other = factories.DatasetFactory()
    refuse_update("inventory_dataset_source_id_key", Dataset, other.pk, source=made.source_id)
