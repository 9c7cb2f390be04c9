# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Django's settings. Safe as they stand; production gets what is its own through the environment (see omgeving.py)."""

import os
import secrets
from datetime import timedelta
from functools import partial
from pathlib import Path

from deelwijs.config import logregels, omgeving
from deelwijs.config.plek import var

PRODUCTIE = omgeving.is_productie(os.environ)
DEMO = not PRODUCTIE
DEBUG = os.environ.get("DEELWIJS_DEBUG") == "1"
# Without one of your own a fresh secret at every start: there is no secret in this repository to forget about.
SECRET_KEY = os.environ.get("DEELWIJS_GEHEIM") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = omgeving.hosts(os.environ)
omgeving.controleer(os.environ)  # production does not start on a setting that is missing or unsafe

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "deelwijs.ui",
    "deelwijs.logboek",
    "deelwijs.partij",
    "deelwijs.convenant",
    "deelwijs.casus",
    "deelwijs.overleg",
    "deelwijs.verstrekking",
    "deelwijs.openbaar",
    "deelwijs.config",  # for its commands
    # After partij, whose templates stand before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]
AUTH_USER_MODEL = "partij.Medewerker"

MIDDLEWARE = [
    "deelwijs.config.middleware.headers",
    "deelwijs.config.middleware.client_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Its cookie appears only where a template asks for {% csrf_token %}. The public pages must not: they change
    # nothing and know nobody, so their views are csrf_exempt and set no cookie.
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "deelwijs.logboek.middleware.spoor",
    "deelwijs.partij.toegang.toegang",  # who is not logged in with two factors gets no further
    "deelwijs.config.middleware.kring",
    "deelwijs.convenant.middleware.BuitenConvenantPage",
    "deelwijs.ui.fouten.MethodNotAllowedPage",
]

ROOT_URLCONF = "deelwijs.config.urls"
WSGI_APPLICATION = "deelwijs.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# "default" is the program's role, which row-level security binds; "eigenaar" owns the tables and only migrates:
# manage.py migrate --database eigenaar
DATABASES = omgeving.databases(os.environ, var() / "postgres")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The keyring, apart from the database and its backups. The master key is asked when it is needed and never kept here.
DEELWIJS_SLEUTELMAP = os.environ.get("DEELWIJS_SLEUTELMAP") or str(var().absolute() / "sleutels")
DEELWIJS_LOGSLEUTEL = os.environ.get("DEELWIJS_LOGSLEUTEL") or str(var().absolute() / "sleutels" / "logboek.pem")
DEELWIJS_HOOFDSLEUTEL = partial(omgeving.hoofdsleutel, os.environ, None if PRODUCTIE else var() / "hoofdsleutel-demo")
DEELWIJS_CLAMAV = omgeving.clamav(os.environ)

# Mail: fixed texts that name nobody (partij/post.py). The demo keeps it in files.
DEFAULT_FROM_EMAIL = os.environ.get("DEELWIJS_POST_VAN") or "deelwijs@vlietlanden.example"
EMAIL_FILE_PATH = str(var().absolute() / "post")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if omgeving.post(os.environ) else 'filebased'}.EmailBackend"
globals().update(omgeving.post(os.environ))

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
# Production serves what collectstatic made, under names with a hash; the demo serves the files where they stand.
STATIC_ROOT = var() / "static" if PRODUCTIE else None
WHITENOISE_USE_FINDERS = not PRODUCTIE
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTIE
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = var() / "media"

# Logging in: docs/besluiten/0023-inloggen.md says why each of these.
AUTHENTICATION_BACKENDS = ["deelwijs.partij.wachtwoord.Aanmelding"]
PASSWORD_HASHERS = ["deelwijs.partij.wachtwoord.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "deelwijs.partij.wachtwoordregels.Lengte"},
    {"NAME": "deelwijs.partij.wachtwoordregels.NietBekend"},
    {"NAME": "deelwijs.partij.wachtwoordregels.NietEigen"},
]
DEELWIJS_PERSONAS = Path(__file__).parent / "demoregio" / "regio.yaml"  # used in the demo alone
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/werk/"
SESSION_ENGINE = "deelwijs.partij.sessies"
SESSION_COOKIE_AGE = 8 * 60 * 60
# Shared by all processes: a one-time code that was used at one of them is used up at all.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "partij_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # above it counters would be thrown away while they count
    }
}
ACCOUNT_ADAPTER = "deelwijs.partij.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: people are invited
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "5/5m/key"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_FORMS = {
    "login": "deelwijs.partij.forms.Inlogformulier",
    "change_password": "deelwijs.partij.forms.Wachtwoordformulier",
}
MFA_FORMS = {
    "authenticate": "deelwijs.partij.forms.Codeformulier",
    "reauthenticate": "deelwijs.partij.forms.Bevestigformulier",
    "activate_totp": "deelwijs.partij.forms.Appformulier",
}
MFA_TOTP_TOLERANCE = 1  # half a minute early or late
MFA_ADAPTER = "deelwijs.partij.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # the demo runs on http://localhost
MFA_TOTP_ISSUER = "Deelwijs"
MFA_RECOVERY_CODES_SHOW_ONCE = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "deelwijs.partij.aanmelden.naam_van_poging"
AXES_CLIENT_IP_CALLABLE = "deelwijs.partij.aanmelden.adres_van_poging"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # the logboek says who logged in
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "csrfmiddlewaretoken"]
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # without its middleware: being locked out looks like any other wrong password

# Everything from this site itself; nothing inline, nothing from elsewhere, in nobody's frame.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = PRODUCTIE
SECURE_REDIRECT_EXEMPT = [r"^gezond$"]  # the load balancer asks over plain HTTP, inside
DEELWIJS_ACHTER_PROXY = os.environ.get("DEELWIJS_ACHTER_PROXY") == "1"  # one proxy, no more
if DEELWIJS_ACHTER_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_NAME = "__Host-sessie" if PRODUCTIE else "sessie"
SESSION_COOKIE_SECURE = PRODUCTIE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # a link in a mail must find who is logged in
# Only who logs in gets a session: messages live in it, not in a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTIE else "csrf"
CSRF_COOKIE_SECURE = PRODUCTIE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "deelwijs.ui.fouten.csrf_failure"

# A form of ours is small: what is larger is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["deelwijs.config.upload.InMemory"]

LOGGING = logregels.settings()
