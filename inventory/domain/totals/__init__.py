"""Add up what is reported so that nothing is counted twice, and say how far that is known.

A register's row and a press report may be of the same deliveries. What people decided of such links is
followed; where nothing is decided, the high end of a total counts both and the low end counts only what
cannot be the same.
"""
