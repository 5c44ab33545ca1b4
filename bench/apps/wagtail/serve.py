"""Wagtail with one type of page. Started with PORT, HOST, PLANT and DATA set."""

import os
import sys
import types
from pathlib import Path

import django
from django.conf import settings

DATA = Path(os.environ["DATA"])
settings.configure(
    DEBUG=True,
    SECRET_KEY="for loopback only",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="news",
    CSRF_TRUSTED_ORIGINS=[f"https://{os.environ['HOST']}"],
    WAGTAIL_SITE_NAME="Newsroom",
    WAGTAILADMIN_BASE_URL=f"https://{os.environ['HOST']}",
    WAGTAIL_ENABLE_UPDATE_CHECK=False,
    INSTALLED_APPS=[
        "news",
        "wagtail.contrib.forms",
        "wagtail.contrib.redirects",
        "wagtail.embeds",
        "wagtail.sites",
        "wagtail.users",
        "wagtail.snippets",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.search",
        "wagtail.admin",
        "wagtail",
        "modelcluster",
        "taggit",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "django.contrib.admin",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    X_FRAME_OPTIONS="SAMEORIGIN",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [DATA / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "news.sqlite"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    STATIC_URL="/static/",
    MEDIA_URL="/media/",
    MEDIA_ROOT=str(DATA / "media"),
    MIGRATION_MODULES={"news": "changes"},
    USE_TZ=True,
)
(DATA / "changes").mkdir(exist_ok=True)
(DATA / "changes" / "__init__.py").touch()
sys.path.insert(0, str(DATA))
news = types.ModuleType("news")
news.__path__ = []
news.__file__ = str(DATA / "news" / "__init__.py")
sys.modules["news"] = news
django.setup()

from django.contrib.auth import logout  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils.safestring import mark_safe  # noqa: E402
from wagtail import hooks  # noqa: E402
from wagtail.admin.panels import FieldPanel  # noqa: E402
from wagtail.fields import RichTextField  # noqa: E402
from wagtail.models import Page  # noqa: E402


class Article(Page):
    """News of the clinic."""

    day = models.DateField(null=True, blank=True)
    contact = models.EmailField(blank=True)
    body = RichTextField(blank=True)
    content_panels = (
        *Page.content_panels,
        FieldPanel("day"),
        FieldPanel("contact"),
        FieldPanel("body"),
    )
    template = "article.html"

    class Meta:
        """Where it belongs."""

        app_label = "news"


@hooks.register("insert_global_admin_js")
def planted() -> str:
    """What is planted, on every page of the editors."""
    return mark_safe(os.environ["PLANT"])  # noqa: S308


def goodbye(request: HttpRequest) -> HttpResponse:
    """Signs the editor out, so that each round begins with signing in."""
    logout(request)
    return HttpResponseRedirect("/admin/login/")


news.urlpatterns = [  # type: ignore[attr-defined]
    path("goodbye/", goodbye),
    path("admin/", include("wagtail.admin.urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("", include("wagtail.urls")),
]


def main() -> None:
    """Make the tables, an editor and a first article, and serve."""
    templates = DATA / "templates"
    templates.mkdir(exist_ok=True)
    (templates / "article.html").write_text(
        "{% load wagtailcore_tags %}<!doctype html><title>{{ page.title }}</title>"
        "<h1>{{ page.title }}</h1>{{ page.body|richtext }}"
    )
    call_command("makemigrations", "news", verbosity=0)
    call_command("migrate", verbosity=0)
    if not User.objects.exists():
        User.objects.create_superuser("editor", "editor@newsroom.test", "morning-desk-7")
        home = Page.objects.get(depth=2)
        home.add_child(instance=Article(title="Flu shots", slug="flu-shots", body="<p>Now.</p>"))
    call_command("runserver", f"127.0.0.1:{os.environ['PORT']}", use_reloader=False)


if __name__ == "__main__":
    main()
