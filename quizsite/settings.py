"""The one settings file: every knob is an environment variable (the table is in docs/operations.md).

Nothing set: SQLite in `data/`, DEBUG off, this machine alone. Production is when SITE_URL names an
https address: hosts, CSRF origins, secure cookies, HSTS and the links in mail follow from it.
"""

from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from quizsite import doors
from quizsite.formats.en.formats import DATE_FORMAT as DATE_FORMAT
from quizsite.formats.en.formats import DATETIME_FORMAT as DATETIME_FORMAT
from quizsite.formats.en.formats import MONTH_DAY_FORMAT as MONTH_DAY_FORMAT
from quizsite.formats.en.formats import SHORT_DATE_FORMAT as SHORT_DATE_FORMAT
from quizsite.formats.en.formats import SHORT_DATETIME_FORMAT as SHORT_DATETIME_FORMAT
from quizsite.formats.en.formats import TIME_FORMAT as TIME_FORMAT
from quizsite.secret import kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()


def _text(name: str, default: str = "") -> str:
    # A secret from a file (NAME_FILE) ends in a newline that nobody means.
    return str(env.str(name, default=default)).strip()


DATA_DIR = Path(_text("DATA_DIR", str(BASE_DIR / "data"))).expanduser().resolve()
DEBUG = env.bool("DEBUG", default=False)


SITE_URL = _text("SITE_URL", "http://localhost:8000").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname or _site.path or _site.query:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}; set it to the address that people type, such as https://quiz.example.org."
    )
IS_PRODUCTION = _site.scheme == "https"
if IS_PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG is on while SITE_URL is https; unset DEBUG, it shows secrets to visitors."
    )

ALLOWED_HOSTS = [_site.hostname, *env.list("ALLOWED_HOSTS", default=[])]
if "*" in ALLOWED_HOSTS and IS_PRODUCTION:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS holds '*'; name the hosts instead, or leave it out: SITE_URL's host is allowed."
    )
if not IS_PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SECURE_SSL_REDIRECT = IS_PRODUCTION
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # a load balancer asks by plain http from inside
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_HSTS_PRELOAD = IS_PRODUCTION
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "quizzes.views.errors.csrf_failure"

# Django 6 knows this setting; until then quizsite.middleware reads it.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}


def _secret_key() -> str:
    if key := _text("SECRET_KEY"):
        if IS_PRODUCTION and len(key) < 50:
            raise ImproperlyConfigured(
                "SECRET_KEY is shorter than 50 characters; set a long random one."
            )
        return key
    try:
        return kept_secret(DATA_DIR)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {DATA_DIR} can't be written ({error.strerror}); set DATA_DIR to a folder that can."
        ) from error


SECRET_KEY = _secret_key()


INSTALLED_APPS = [
    "quizzes",
    "quizsite.apps.HouseAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "django_htmx",
    "simple_history",
    "axes",
    "django_tasks",
    "django_tasks_db",
    *(doors.APPS if doors.HAS_EXTRA else []),
]

MIDDLEWARE = [
    "quizsite.middleware.ContentSecurityPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "quizsite.health.AnyHost",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads each page by a random length, so that its size tells nothing of a secret in it (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "quizsite.middleware.ReadableForms",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "quizsite.middleware.PersonTimeZone",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    *(["allauth.account.middleware.AccountMiddleware"] if doors.HAS_EXTRA else []),
]

ROOT_URLCONF = "quizsite.urls"
WSGI_APPLICATION = "quizsite.wsgi.application"
ASGI_APPLICATION = "quizsite.asgi.application"
TEST_RUNNER = "quizsite.runner.PytestRunner"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quizsite.context.site",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["house"]
CRISPY_TEMPLATE_PACK = "house"
CRISPY_FAIL_SILENTLY = DEBUG

SITE_NAME = _text("SITE_NAME", "Quizsite")


DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"] |= {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Begin as a writer, so that two writers wait for each other instead of failing.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an answer that was acknowledged survives a power cut; NORMAL loses some.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
        # Tests use a file, since threads can't share a database in memory as they do this one.
        "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

GENERATION_SECONDS = env.int("GENERATION_SECONDS", default=600)  # so long a run may take
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
REDIS_URL = _text("REDIS_URL")  # the queue of background tasks; empty: the database holds it
QUEUE_IS_DATABASE = not REDIS_URL
if REDIS_URL:
    if not find_spec("rq"):
        raise ImproperlyConfigured(
            "REDIS_URL is set, and what speaks with Redis is not installed: "
            "pip install -r requirements/redis.txt, or unset REDIS_URL."
        )
    TASKS = {"default": {"BACKEND": "quizzes.redisqueue.RedisBackend"}}


AUTH_USER_MODEL = "quizzes.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "quizsite.accounts.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        # NIST SP 800-63B-4: length, and a look at the known ones, instead of composition rules.
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    ]
]
MFA = doors.second_factor(_text)  # off, on, or editors: they must have one (docs/accounts.md)
MFA_ADAPTER = "quizzes.identities.sealing.Sealing"
MFA_TOTP_TOLERANCE = 1  # steps of thirty seconds that a device's clock may be off
PASSKEYS = doors.passkeys(_text, _site)
SSO = doors.single_sign_on(_text)  # an OpenID provider by which people sign in (docs/accounts.md)
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "quizsite.accounts.tried_name"
AXES_CLIENT_IP_CALLABLE = "quizsite.accounts.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_VERBOSE = False


EMAIL_IS_SET = bool(_text("EMAIL_URL"))
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _text("MAIL_FROM", f"{SITE_NAME} <noreply@{_site.hostname}>")
# none, optional or mandatory: whether people confirm that their address is theirs (docs/accounts.md)
EMAIL_VERIFICATION = doors.email_verification(_text, EMAIL_IS_SET)


LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # what the pages speak; docs/languages.md says how one is added
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "quizsite.formats"  # what neither has gets the formats of English, above
TIME_ZONE = _text("TIME_ZONE", "UTC")
USE_TZ = True

CONCEPTS_DIR = BASE_DIR / "fixtures" / "concepts"
CONTENT_DIR = BASE_DIR / "fixtures"
# Off, since it makes this server ask others on an editor's word (quizzes.sources.web says how carefully).
FETCH_ARTICLES = env.bool("FETCH_ARTICLES", default=False)
RETENTION_DAYS = env.int("RETENTION_DAYS", default=0)  # so long answers keep a name; 0: for ever
# Beside the database, since it has to outlive a restore (docs/privacy.md).
ERASURES_FILE = Path(_text("ERASURES_FILE", str(DATA_DIR / "erasures.jsonl"))).expanduser()
ANALYSER = _text("ANALYSER")  # a spaCy pipeline's name; empty: the parser that ships with the app

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
with suppress(
    OSError
):  # where only DATABASE_URL and SECRET_KEY are used, nothing needs to be written
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "quizsite.static.HashedWhereCollected"
    },
}
WHITENOISE_USE_FINDERS = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

SIMPLE_HISTORY_REVERT_DISABLED = (
    True  # hides the button; quizzes.admin.common.HouseHistory refuses the act
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": _text("LOG_LEVEL", "WARNING")},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
