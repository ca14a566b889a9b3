"""Counts are read as typed, refused at their field, and shares follow their base."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.forms import inlineformset_factory

from inventory.domain.intervals import Interval
from inventory.forms.deliveries import DeliveryForm, DeliveryFormSet, SingleDeliveryForm, reread_shares
from inventory.models import Report, ReportedDelivery
from tests import factories

pytestmark = pytest.mark.django_db

FormSet = inlineformset_factory(
    Report,
    ReportedDelivery,
    form=DeliveryForm,
    formset=DeliveryFormSet,
    exclude=("kind", "quantity", "best", "base"),
    extra=0,
)


def line(equipment_type, phrase, **more):
    """Return what an editor types into one line."""
    return {"equipment_type": equipment_type.pk, "phrase": phrase, "scope": "unspecified"} | more


def formset_of(report, *lines, initial=0):
    """Return the bound formset of the lines; the first ``initial`` are saved ones."""
    data = {"deliveries-TOTAL_FORMS": len(lines), "deliveries-INITIAL_FORMS": initial}
    for number, typed in enumerate(lines):
        for name, value in typed.items():
            data[f"deliveries-{number}-{name}"] = "" if value is None else value
    return FormSet(data, instance=report)


def saved(report, *lines):
    """Save the lines and return them by the name of their type."""
    formset = formset_of(report, *lines)
    assert formset.is_valid(), formset.errors
    formset.save()
    return {row.equipment_type.name: row for row in report.deliveries.all()}


@pytest.fixture
def report():
    return factories.ReportFactory()


@pytest.fixture
def tanks():
    return factories.EquipmentTypeFactory(name="Tanks")


@pytest.fixture
def vehicles():
    return factories.EquipmentTypeFactory(name="Vehicles")


@pytest.fixture
def trucks():
    return factories.EquipmentTypeFactory(name="Trucks")


@pytest.mark.parametrize(
    ("phrase", "kind", "quantity", "best"),
    [
        ("three D-30", "exact", NumericRange(3, 4), None),
        ("about 50", "approximate", NumericRange(45, 56), 50),
        ("une centaine", "approximate", NumericRange(90, 111), 100),
        ("over 100", "more_than", NumericRange(101, None), None),
        ("no tanks", "none", NumericRange(0, 1), None),
        ("undisclosed", "unknown", None, None),
    ],
)
def test_words_become_an_interval(tanks, phrase, kind, quantity, best):
    report = factories.ReportFactory()
    row = saved(report, line(tanks, phrase))["Tanks"]
    assert (row.phrase, row.kind, row.quantity, row.best) == (phrase, kind, quantity, best)
    assert row.shipment_id == report.shipment_id


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"phrase": "1e9"}, "phrase", "Write the number out, without scientific notation"),
        ({"phrase": "½"}, "phrase", "Write numbers with digits"),
        ({"phrase": "-5"}, "phrase", "A count cannot be negative."),
        ({"phrase": "30-20"}, "phrase", "30 is above 20"),
        ({"phrase": "D-30"}, "phrase", "designation"),
        ({"phrase": ""}, "phrase", "The phrase is empty"),
        ({"phrase": "3000000000"}, "phrase", "above 2,000,000,000"),
        ({"phrase": "пять", "low": "5", "high": "3"}, "high", "At most 3 is below at least 5."),
        ({"phrase": "пять", "low": "-1"}, "low", "greater than or equal to 0"),
        ({"phrase": "пять", "low": "1e9"}, "low", "Enter a whole number."),
        ({"phrase": "пять", "high": "3000000000"}, "high", "less than or equal to 2000000000"),
        ({"phrase": "пять", "low": "1", "high": "5", "hand_kind": "exact"}, "hand_kind", "one number"),
        ({"phrase": "пять", "hand_kind": "range"}, "hand_kind", "Give at least or at most"),
        ({"phrase": "half the vehicles"}, "share_of", "name the type"),
        ({"phrase": "3", "equipment_type": ""}, "equipment_type", "required"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(report, tanks, typed, field, message):
    formset = formset_of(report, line(tanks, "") | typed)
    assert not formset.is_valid()
    form = formset.forms[0]
    assert list(form.errors) == [field]
    assert message in form.errors[field][0]
    assert form["phrase"].value() == typed["phrase"]


@pytest.mark.parametrize(
    ("typed", "kind", "quantity"),
    [
        ({"low": "3", "high": "5"}, "range", NumericRange(3, 6)),
        ({"low": "5", "high": "5"}, "exact", NumericRange(5, 6)),
        ({"low": "5"}, "at_least", NumericRange(5, None)),
        ({"high": "20"}, "at_most", NumericRange(1, 21)),
        ({"high": "0"}, "none", NumericRange(0, 1)),
        ({"low": "24", "high": "99", "hand_kind": "vague"}, "vague", NumericRange(24, 100)),
        ({"low": "4", "hand_kind": "exact"}, "exact", NumericRange(4, 5)),
        ({"hand_kind": "unknown"}, "unknown", None),
        ({"hand_kind": "none"}, "none", NumericRange(0, 1)),
    ],
)
def test_an_interval_by_hand_counts_instead_of_the_words(report, tanks, typed, kind, quantity):
    row = saved(report, line(tanks, "несколько", **typed))["Tanks"]
    assert (row.phrase, row.kind, row.quantity, row.best) == ("несколько", kind, quantity, None)


def test_a_share_is_worked_out_on_a_line_of_the_same_form_whatever_their_order(report, vehicles, trucks):
    rows = saved(report, line(trucks, "half the vehicles", share_of=vehicles.pk), line(vehicles, "over 100"))
    assert rows["Trucks"].quantity == NumericRange(46, None)
    assert rows["Trucks"].kind == "share"
    assert rows["Trucks"].base == rows["Vehicles"]


def test_a_share_of_a_share_follows_the_chain(report, vehicles, trucks, tanks):
    rows = saved(
        report,
        line(tanks, "half", share_of=trucks.pk),
        line(trucks, "half", share_of=vehicles.pk),
        line(vehicles, "100"),
    )
    assert rows["Trucks"].quantity == NumericRange(45, 56)
    assert rows["Tanks"].quantity == NumericRange(21, 31)


@pytest.mark.parametrize(
    ("lines", "number", "message"),
    [
        ([("Trucks", "half", "Vehicles")], 0, "No line of this report is on Vehicles"),
        ([("Trucks", "half", "Trucks")], 0, "cannot be a share of itself"),
        ([("Trucks", "3", "Vehicles"), ("Vehicles", "10", None)], 0, "no share"),
        ([("Trucks", "half", "Vehicles"), ("Vehicles", "half", "Trucks")], 1, "in a circle"),
        ([("Trucks", "half", "Vehicles"), ("Vehicles", "undisclosed", None)], 0, "unknown"),
    ],
)
def test_a_share_without_a_sound_base_is_refused(vehicles, trucks, lines, number, message):
    types = {"Vehicles": vehicles, "Trucks": trucks}
    formset = formset_of(
        factories.ReportFactory(),
        *(line(types[name], phrase, share_of=types[of].pk if of else "") for name, phrase, of in lines),
    )
    assert not formset.is_valid()
    assert message in formset.forms[number].errors["share_of"][0]


def test_a_second_line_on_a_type_is_asked_about(report, tanks):
    formset = formset_of(report, line(tanks, "3"), line(tanks, "4"))
    assert not formset.is_valid()
    question = "Two counts of Tanks. Are they the same items? Add them: 7 · same items: 4 · not said: 4–7."
    assert formset.forms[1].errors == {"same_items": [question]}


def test_a_changed_base_changes_its_share_though_nothing_was_typed_there(report, vehicles, trucks):
    rows = saved(report, line(vehicles, "100"), line(trucks, "half", share_of=vehicles.pk))
    formset = formset_of(
        report,
        line(vehicles, "200", id=rows["Vehicles"].pk),
        line(trucks, "half", share_of=vehicles.pk, id=rows["Trucks"].pk),
        initial=2,
    )
    assert formset.is_valid(), formset.errors
    formset.save()
    assert report.deliveries.get(equipment_type=trucks).quantity == NumericRange(90, 111)


def test_an_untouched_line_keeps_what_its_words_do_not_say(report, tanks):
    row = factories.ReportedDeliveryFactory(
        report=report,
        equipment_type=tanks,
        phrase="beaucoup",
        kind="approximate",
        quantity=NumericRange(40, 61),
        best=50,
    )
    form = DeliveryForm(instance=row)
    assert (form.initial["low"], form.initial["high"], form.initial["hand_kind"]) == (40, 60, "approximate")
    typed = line(tanks, "beaucoup", low=40, high=60, hand_kind="approximate", id=row.pk, quote="Beaucoup.")
    formset = formset_of(report, typed, initial=1)
    assert formset.is_valid(), formset.errors
    formset.save()
    row.refresh_from_db()
    assert (row.kind, row.quantity, row.best, row.quote) == (
        "approximate",
        NumericRange(40, 61),
        50,
        "Beaucoup.",
    )


def test_a_line_whose_words_give_its_count_shows_nothing_by_hand(report, tanks):
    row = saved(report, line(tanks, "about 50"))["Tanks"]
    form = DeliveryForm(instance=row)
    assert not {"low", "high", "hand_kind"} & set(form.initial)


def test_a_single_share_is_worked_out_on_a_saved_line(report, vehicles, trucks):
    base = saved(report, line(vehicles, "over 100"))["Vehicles"]
    form = SingleDeliveryForm(line(trucks, "half", share_of=vehicles.pk, report=report.pk))
    assert form.is_valid(), form.errors
    assert (form.instance.base, form.instance.quantity) == (base, NumericRange(46, None))


def test_a_single_share_needs_a_saved_line(report, vehicles, trucks):
    form = SingleDeliveryForm(line(trucks, "half", share_of=vehicles.pk, report=report.pk))
    assert form.errors == {"share_of": ["No line of this report is on Vehicles."]}


def test_shares_are_read_again_but_those_by_hand_stay(report, vehicles, trucks, tanks):
    rows = saved(
        report,
        line(vehicles, "100"),
        line(trucks, "half", share_of=vehicles.pk),
        line(tanks, "половина", share_of=vehicles.pk, low=40, high=60, hand_kind="share"),
    )
    base = rows["Vehicles"]
    base.quantity = NumericRange(200, 201)
    base.save()
    reread_shares(base, Interval(100, 100))
    assert report.deliveries.get(equipment_type=trucks).quantity == NumericRange(90, 111)
    assert report.deliveries.get(equipment_type=tanks).quantity == NumericRange(40, 61)
