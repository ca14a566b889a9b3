"""Take a whole report on one page: its publication, its shipment, what it counts and what else it says.

``content`` is what is typed, by the names of the fields; ``subject`` checks publication and shipment,
``statements`` the report with its lines and details, ``entry`` ties them together, ``review`` tells what
recording would change, and ``proposals`` says which shipment it may be about.
"""

from inventory.forms.entry.content import blank_content, content_of, copied_content, more_rows
from inventory.forms.entry.entry import Entry, RefusedError
from inventory.forms.entry.proposals import Proposal, propose
from inventory.forms.entry.review import Review, review

__all__ = [
    "Entry",
    "Proposal",
    "RefusedError",
    "Review",
    "blank_content",
    "content_of",
    "copied_content",
    "more_rows",
    "propose",
    "review",
]
