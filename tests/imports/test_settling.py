"""Test that Python's collector and its threads work as before, whatever became of an import."""

import gc
import sys

import pytest

from inventory.imports.settling import quick_turns, settled


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


def test_threads_take_turns_more_often_only_meanwhile():
    usual = sys.getswitchinterval()
    with quick_turns():
        assert sys.getswitchinterval() < usual
    assert sys.getswitchinterval() == usual
    with pytest.raises(ValueError, match="broken"), quick_turns():
        raise ValueError("broken")
    assert sys.getswitchinterval() == usual
