"""Route the project's addresses: the admin and accounts, then everything else to the inventory."""

from django.contrib import admin
from django.contrib.auth import views as accounts
from django.urls import include, path

from inventory.views.accounts import PasswordChange

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/login/", accounts.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", accounts.LogoutView.as_view(), name="logout"),
    path("accounts/password/", PasswordChange.as_view(), name="password-change"),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("inventory.urls")),
]
