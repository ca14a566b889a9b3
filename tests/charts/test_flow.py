"""Draw who supplies whom: nothing lost, nothing counted twice."""

from hypothesis import given
from hypothesis import strategies as st

from inventory.charts.flow import MOST, Stream, draw_flow

NAMES = st.sampled_from(["", *(f"Party {number}" for number in range(20))])
STREAMS = st.dictionaries(st.tuples(NAMES, NAMES), st.integers(1, 40), min_size=1).map(
    lambda found: [Stream(*names, number) for names, number in found.items()]
)


@given(STREAMS)
def test_both_sides_and_the_ribbons_hold_every_shipment_once(streams):
    drawing = draw_flow(streams)
    total = sum(stream.shipments for stream in streams)
    assert sum(node.number for node in drawing.suppliers) == total
    assert sum(node.number for node in drawing.destinations) == total
    assert sum(ribbon.number for ribbon in drawing.ribbons) == total


@given(STREAMS)
def test_nodes_are_few_keep_apart_and_stay_in_the_drawing(streams):
    drawing = draw_flow(streams)
    for nodes in (drawing.suppliers, drawing.destinations):
        assert len(nodes) <= MOST + 2
        ends = 0.0
        for node in nodes:
            assert float(node.y) >= ends
            ends = float(node.y) + float(node.height)
        assert ends <= float(drawing.height)


def test_the_unknown_and_the_rest_stand_last():
    streams = [Stream(f"Party {number:02}", "Mali", 20 - number) for number in range(16)]
    drawing = draw_flow([*streams, Stream("", "Mali", 99, "/x/")])
    assert [node.name for node in drawing.suppliers][-2:] == ["", "others"]
    assert drawing.suppliers[0].name == "Party 00"
    assert [ribbon.address for ribbon in drawing.ribbons if not ribbon.is_known] == ["/x/"]
