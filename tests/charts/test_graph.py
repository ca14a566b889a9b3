"""Hold drawings of who draws on whom to what a reader relies on."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.charts.graph import BOX_WIDTH, Graph, Link, Node, keep_strongest, lay_out


@st.composite
def graphs(draw, *, is_acyclic=False):
    size = draw(st.integers(1, 14))
    nodes = [Node(str(key), ("name",) * draw(st.integers(1, 3))) for key in range(size)]
    ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(
        lambda pair: pair[0] < pair[1] if is_acyclic else pair[0] != pair[1]
    )
    pairs = draw(st.lists(ends, max_size=30, unique=True)) if size > 1 else []
    return nodes, [Link(str(start), str(end)) for start, end in pairs]


def overlap(box, other):
    is_beside = abs(box.left - other.left) >= BOX_WIDTH
    upper, lower = sorted((box, other), key=lambda one: one.top)
    return not is_beside and upper.top + upper.node.height > lower.top


@given(graphs())
def test_every_node_is_drawn_once_and_no_two_overlap(graph):
    drawn = lay_out(*graph)
    assert sorted(box.node.key for box in drawn.boxes) == sorted(node.key for node in graph[0])
    assert not any(overlap(box, other) for box, other in combinations(drawn.boxes, 2))


@given(graphs())
def test_every_box_is_inside_the_drawing(graph):
    drawn = lay_out(*graph)
    for box in drawn.boxes:
        assert box.left >= 0
        assert box.top >= 0
        assert box.left + BOX_WIDTH <= float(drawn.width)
        assert box.top + box.node.height <= float(drawn.height)


@given(graphs(is_acyclic=True))
def test_without_circles_every_arrow_leads_to_a_later_layer(graph):
    drawn = lay_out(*graph)
    layers = {box.node.key: box.layer for box in drawn.boxes}
    assert len(drawn.arrows) == len(graph[1])
    for arrow in drawn.arrows:
        assert not arrow.is_back
        assert layers[arrow.link.start] < layers[arrow.link.end]


@given(graphs())
def test_circles_survive_and_their_closing_arrows_lead_back(graph):
    drawn = lay_out(*graph)
    layers = {box.node.key: box.layer for box in drawn.boxes}
    assert [arrow.link for arrow in drawn.arrows] == graph[1]
    for arrow in drawn.arrows:
        assert (layers[arrow.link.start] > layers[arrow.link.end]) is arrow.is_back


@given(graphs())
def test_the_same_input_gives_the_same_drawing(graph):
    assert lay_out(*graph) == lay_out(*graph)


def test_a_chain_stands_in_its_order():
    links = [Link("b", "c"), Link("a", "b")]
    drawn = lay_out([Node(key, (key,)) for key in "cba"], links)
    assert [(box.node.key, box.layer) for box in drawn.boxes] == [("a", 0), ("b", 1), ("c", 2)]


def test_an_arrow_that_passes_a_layer_by_does_not_cross_its_boxes():
    drawn = lay_out([Node(key, (key,)) for key in "abc"], [Link("a", "b"), Link("b", "c"), Link("a", "c")])
    (middle,) = (box for box in drawn.boxes if box.node.key == "b")
    # The way leads through a lane of its own, level with no part of the box.
    lane = float(drawn.arrows[2].path.split("C")[2].split()[1])
    assert not middle.top <= lane <= middle.top + middle.node.height


def test_two_sources_that_draw_on_each_other_have_an_arrow_each():
    drawn = lay_out([Node("a", ("a",)), Node("b", ("b",))], [Link("a", "b"), Link("b", "a")])
    assert [arrow.is_back for arrow in drawn.arrows] == [False, True]
    assert drawn.arrows[0].path != drawn.arrows[1].path


@pytest.mark.parametrize("size", [1, 2, 10, 60])
def test_a_star_of_any_size_is_drawn_whole(size):
    nodes = [Node(str(key), (f"Source {key}", "2 reports")) for key in range(size)]
    drawn = lay_out(nodes, [Link(str(key), "0", "1 report") for key in range(1, size)])
    assert len(drawn.boxes) == size
    assert {box.layer for box in drawn.boxes} == ({0, 1} if size > 1 else {0})


def test_a_heavier_link_is_a_thicker_arrow():
    nodes = [Node(key, (key,)) for key in "abc"]
    drawn = lay_out(nodes, [Link("a", "c", weight=1), Link("b", "c", weight=9)])
    assert float(drawn.arrows[0].stroke) < float(drawn.arrows[1].stroke)


def test_links_to_nowhere_and_to_oneself_are_left_out():
    assert lay_out([Node("a", ("a",))], [Link("a", "a"), Link("a", "b")]).arrows == ()
    assert lay_out([], [Link("a", "b")]) == Graph()


def test_long_names_are_broken_into_lines_and_never_cut():
    (box,) = lay_out([Node("a", ("The Ministry of Defence of a very far country",))], []).boxes
    assert [line.text for line in box.lines] == ["The Ministry of", "Defence of a very far", "country"]
    assert all(line.is_name for line in box.lines)
    (box,) = lay_out([Node("a", ("RAIDS", "word " * 60))], []).boxes
    assert [line.is_name for line in box.lines] == [True, False, False, False]
    assert box.lines[-1].text.endswith("…")


def test_the_strongest_nodes_are_kept_and_the_focus_always():
    nodes = [Node("me", ("me",), is_focus=True), Node("weak", ("weak",)), Node("strong", ("strong",))]
    links = [Link("weak", "me", weight=1), Link("strong", "me", weight=5)]
    kept, drawn = keep_strongest(nodes, links, 2)
    assert [node.key for node in kept] == ["me", "strong"]
    assert drawn == [links[1]]
