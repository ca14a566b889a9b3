"""Measure the tracker against the limit of what it stands on: `manage.py benchmark`.

A figure is a ratio where there is something to compare with, measured in turn in one run, because one
machine differs from the next and from itself an hour later.
"""
