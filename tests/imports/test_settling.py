"""Test that the collector of circular garbage works as before, whatever became of an import."""

import gc

import pytest

from inventory.imports.settling import settled


def test_objects_that_are_there_are_left_alone_only_meanwhile():
    before, usual = gc.get_freeze_count(), gc.get_threshold()
    with settled():
        assert gc.get_freeze_count() > before
        assert gc.get_threshold() != usual
    assert (gc.get_freeze_count(), gc.get_threshold()) == (0, usual)


def test_a_failure_settles_nothing_for_good():
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), settled():
        raise ValueError("broken")
    assert (gc.get_freeze_count(), gc.get_threshold()) == (0, usual)


def test_new_circles_are_collected_meanwhile():
    class Circle:
        """Refer to itself, so that only the collector finds that nobody else does."""

    with settled():
        circle = Circle()
        circle.itself = circle
        del circle
        assert gc.collect() >= 1
