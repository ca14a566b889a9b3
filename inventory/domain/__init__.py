"""Hold the rules of the tracker as pure Python: no Django, no clock, no input or output."""
