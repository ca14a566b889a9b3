"""Route the project's addresses: the admin, then everything else to the inventory."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("inventory.urls")),
]
