"""Draw small multiples whose labels have room and are never cut."""

from inventory.charts.multiples import Bar, Group, Panel, draw_multiples


def test_what_may_be_counted_twice_is_hatched_where_a_bar_is_pale():
    counts = [("4–8", 4, 8, True), ("8", 8, 8, True), ("4–8", 4, 8, False), ("≥ 3", 3, None, True)]
    bars = [Bar("Mali", *count) for count in counts]
    (panel,) = draw_multiples([Panel("Tanks", "vehicles", [Group("", bars)])]).panels
    assert [mark.is_hatched for mark in panel.marks] == [True, False, False, True]


def test_panels_are_as_wide_as_the_longest_label_or_title_needs():
    label = "SIPRI trade register by deal, edition of 2025-03-13"
    bars = [Bar(label, "12–14", 12, 14), Bar("RAIDS", "≥ 3", 3, None)]
    panels = [Panel("Tanks", "vehicles", [Group("", bars)]), Panel("T" * 90, "", [])]
    drawing = draw_multiples(panels, "Editions of a register")
    assert drawing.axis == "Editions of a register"
    first, second = drawing.panels
    assert [mark.label for mark in first.marks] == [label, "RAIDS"]
    assert float(drawing.label_x) > len(label) * 6
    assert second.title == "T" * 90
    assert float(drawing.width) - float(second.x) > 90 * 7
    assert first.unit == "vehicles"
    assert float(first.foot) < float(first.axis_foot)
