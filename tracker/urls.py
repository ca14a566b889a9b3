"""Route the project's addresses: the admin and accounts, then everything else to the inventory."""

from django.contrib import admin
from django.contrib.auth import views as accounts
from django.urls import include, path
from django.views.generic import RedirectView

OWN_PASSWORD = RedirectView.as_view(pattern_name="password-change")

urlpatterns = [
    # One page for the own password, which counts wrong ones.
    path("admin/password_change/", admin.site.admin_view(OWN_PASSWORD), name="password-change-in-admin"),
    path("admin/", admin.site.urls),
    path("accounts/login/", accounts.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", accounts.LogoutView.as_view(), name="logout"),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("inventory.urls")),
]

handler500 = "tracker.errors.server_error"
