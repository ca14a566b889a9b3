"""Send pages compressed; files that are streamed while they are read go out as they are."""

from django.http.request import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PageCompressionMiddleware(GZipMiddleware):
    """Compress whole answers where the browser takes it, with Django's padding against guessing of secrets.

    A streamed answer is left alone: compressing it chunk by chunk would take longer than the
    export itself.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer, compressed if it is whole."""
        return response if response.streaming else super().process_response(request, response)
