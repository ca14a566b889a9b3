"""Say of deliveries, flows and destinations what is drawn: span, unit once, a key to the marks."""

import datetime
from dataclasses import replace

from inventory.charts.figures import flow_figure, history_figure, month_slots, year_slots
from inventory.charts.flow import Stream
from inventory.charts.history import Amount, Part, Series
from inventory.domain.intervals import Interval
from inventory.models.totals import SEVERAL_YEARS


def series(name, unit, *intervals, conflicts=0):
    amounts = {2020 + at: Amount(one, "", "", conflicts) for at, one in enumerate(intervals)}
    return Series(name, unit, amounts, "7")


def history(*many, years=(2020, 2021, None)):
    return history_figure("history", "Deliveries to Mali", many, year_slots(years), "Year of delivery")


def test_the_title_names_the_years_and_the_axis_what_they_are():
    figure = history(series("Vehicles", "vehicles", Interval(2, 2)))
    assert figure.title == "Deliveries to Mali, 2020–2021"
    assert [axis.text for axis in figure.drawing.axes] == ["Year of delivery"]
    assert (
        history(series("Tanks", "vehicles"), years=(2020, SEVERAL_YEARS)).title == "Deliveries to Mali, 2020"
    )
    assert history(series("Tanks", "vehicles"), years=(None,)).title == "Deliveries to Mali"
    months = month_slots(datetime.date(2025, 5, 3), 24, has_longer=True)
    assert history_figure("x", "Deliveries", [], months, "Month").title == "Deliveries, Jun 2023–May 2025"
    assert months[-1].label == "over a month"


def test_the_title_names_the_slot_with_the_most_where_that_is_certain():
    def title(*intervals, years=(2020, 2022), **fields):
        one = series("Tanks", "vehicles", *intervals)
        amounts = {key: replace(amount, **fields) for key, amount in one.amounts.items()}
        return history(replace(one, amounts=amounts), years=years).title.removeprefix("Deliveries to Mali, ")

    few, many = Interval(2, 5), Interval(6, 9)
    assert title(few, many) == "2020–2022. Most: 2021, 6–9"
    assert title(few, Interval(6, None)) == "2020–2022. Most: 2021, at least 6"
    assert title(Interval(2, 6), many) == "2020–2022"  # Both may be six.
    assert title(Interval(2, None), many) == "2020–2022"
    assert title(None, many) == "2020–2022"
    assert title(few, many, may_belong=True) == "2020–2022"
    assert title(many) == "2020–2022"
    assert history(series("Tanks", "vehicles", few, many), series("Guns", "guns", few)).title.endswith("2021")
    apart = Series(
        "Tanks", "vehicles", {2020: Amount(few, ""), 2021: Amount(many, ""), None: Amount(few, "")}
    )
    assert history(apart).title == "Deliveries to Mali, 2020–2021"


def test_a_unit_is_said_once():
    figure = history(
        series("Vehicles", "vehicles", Interval(2, 2)), series("Aerial bombs", "rounds", Interval(2, 2))
    )
    assert figure.heads == ["When", "Vehicles", "Aerial bombs (rounds)"]
    assert [(panel.name, panel.unit) for panel in figure.drawing.panels] == [
        ("Vehicles", ""),
        ("Aerial bombs", "rounds"),
    ]
    assert "Vehicles: 7; Aerial bombs (rounds): 7" in figure.summary


def test_the_key_explains_the_marks_that_are_drawn_and_no_others():
    exact = history(series("Tanks", "vehicles", Interval(2, 2)))
    assert exact.note == ""
    ranged = history(series("Tanks", "vehicles", Interval(2, 5)))
    assert ranged.note == "Key: solid: minimum; pale: possible maximum."
    every = history(series("Tanks", "vehicles", Interval(2, None), None, conflicts=1))
    assert every.note == (
        "Key: solid: minimum; arrow: no upper limit; ?: number not reported; cross: disputed."
    )


def test_the_key_names_the_datasets_whose_bars_stand_side_by_side():
    parts = (Part("SIPRI", Interval(2, 2)), Part("press", Interval(3, 3), doubled=2))
    both = Series("Tanks", "vehicles", {2020: Amount(Interval(3, 5), "3–5", parts=parts)})
    assert history(both).note == (
        "Key: bars side by side, from left: SIPRI, press; hatched: may be counted twice."
    )


def test_names_of_a_flow_are_never_cut_and_have_room():
    long = "Democratic Republic of the Congo and all of its neighbours"
    drawing = flow_figure("flow", "Flow", [Stream(long, "Mali", 3)]).drawing
    assert drawing.suppliers[0].name == long
    assert float(drawing.left) > len(long) * 6
    assert float(drawing.right) < float(drawing.width)
