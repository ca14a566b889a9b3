"""Settle how the project runs, from environment variables that are all optional.

SECRET_KEY            signs sessions; else a key is made once and kept in TRACKER_DATA_DIR/secret_key
ALLOWED_HOSTS         host names that the site answers to, with commas; else this machine's own names
CSRF_TRUSTED_ORIGINS  origins that may post forms, such as https://tracker.example.org; seldom needed
DATABASE_URL          postgresql://user:password@host/name; else the embedded server is used
TRACKER_DATA_DIR      where the embedded server, the secret key and collected files live; else var/
TRACKER_DATA_LICENCE  SPDX identifier of the licence of the site's data, such as CC-BY-4.0, for data packages
TRACKER_DEBUG         1 shows errors to visitors: never on a public site
TRACKER_HTTPS         1 when the site is reached by https alone: secure cookies, redirect, HSTS
TRACKER_BEHIND_PROXY  1 when a proxy in front sets X-Forwarded-Proto, removes what visitors send of it, and
                      adds the visitor's address to X-Forwarded-For, by which sign-ins are throttled
TRACKER_LOG           plain, or json: how lines of the log are written
ADMINS                addresses, with commas, to which faults of the site are mailed
EMAIL_URL             the mail server: submission://user:password@host, or smtp://host; else this machine's
SERVER_EMAIL          the address that the site's mail comes from; else root@localhost
"""

from pathlib import Path

import pghistory
from django.utils.csp import CSP

from tracker.database import database_settings, parse_database_url
from tracker.environment import (
    Environment,
    kept_secret_key,
    parse_addresses,
    parse_directory,
    parse_flag,
    parse_hosts,
    parse_licence,
    parse_log,
    parse_mail_server,
    parse_origins,
    parse_secret_key,
)
from tracker.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent

_environment = Environment()
DEBUG = _environment.read("TRACKER_DEBUG", parse_flag, "0")
ALLOWED_HOSTS = _environment.read("ALLOWED_HOSTS", parse_hosts, "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _environment.read("CSRF_TRUSTED_ORIGINS", parse_origins, "")
TRACKER_DATA_DIR = _environment.read("TRACKER_DATA_DIR", parse_directory, str(BASE_DIR / "var"))
_database_server = _environment.read("DATABASE_URL", parse_database_url, "")
_secret_key = _environment.read("SECRET_KEY", parse_secret_key, "")
_https = _environment.read("TRACKER_HTTPS", parse_flag, "0")
BEHIND_PROXY = _environment.read("TRACKER_BEHIND_PROXY", parse_flag, "0")
DATA_LICENCE = _environment.read("TRACKER_DATA_LICENCE", parse_licence, "")
_log = _environment.read("TRACKER_LOG", parse_log, "plain")
ADMINS = _environment.read("ADMINS", parse_addresses, "")
MAILERS = {"default": _environment.read("EMAIL_URL", parse_mail_server, "smtp://localhost")}
(SERVER_EMAIL,) = _environment.read("SERVER_EMAIL", parse_addresses, "root@localhost")
_environment.seal()

DEFAULT_FROM_EMAIL = SERVER_EMAIL
EMAIL_SUBJECT_PREFIX = "[tracker] "
LOGGING = logging_settings(_log, is_mailed=bool(ADMINS) and not DEBUG)

SECRET_KEY = _secret_key or kept_secret_key(TRACKER_DATA_DIR)
DATABASES = {"default": database_settings(_database_server, TRACKER_DATA_DIR)}

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "procrastinate.contrib.django",
    "inventory",
]

MIDDLEWARE = [
    # First of all: probes know no host and no https, and every other request has its line in the log.
    "tracker.probes.ProbeMiddleware",
    "tracker.request_log.RequestLogMiddleware",
    "tracker.unread.UnreadBodyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.compression.PageCompressionMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Records who made a change and at which address, so it stands after the one that knows the user.
    "pghistory.middleware.HistoryMiddleware",
    "inventory.views.access.AccessMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
ASGI_APPLICATION = "tracker.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inventory.views.access.rights",
            ],
        },
    },
]

AUTHENTICATION_BACKENDS = ["inventory.models.sign_ins.ThrottledBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "overview"
LOGOUT_REDIRECT_URL = "overview"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "inventory" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# A report of three hundred lines and as many details is posted in one form; Django's 1,000 would refuse it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Every row that is written pays for each index of its history: there is one by the row, one by the context
# that it was written in, and those that `with_history` asks for.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)
PGHISTORY_CONTEXT_FIELD = pghistory.ContextForeignKey(db_index=True)

# Large imports run in a worker: `manage.py serve_worker`, which `manage.py serve` keeps running.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["inventory.imports.tasks"]
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": 1,  # Imports take turns anyway.
    "delete_jobs": "successful",
    "update_heartbeat_interval": 3,  # seconds
    "stalled_worker_timeout": 10,  # seconds
    "shutdown_graceful_timeout": 5,  # seconds; what is cut short is undone by the database, and begun again.
}

STATIC_URL = "static/"
STATIC_ROOT = TRACKER_DATA_DIR / "static"
# Until `collectstatic` has made hashed and compressed copies, files are served from where they lie.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tracker.static.CollectedFiles"},
}

# No inline script or style, nothing from other sites; "data:" is for small images inside style sheets.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _https
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0  # seconds: one year
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
