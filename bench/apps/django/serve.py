"""Django's admin over a clinic's appointments. Started with PORT, HOST, PLANT and DATA set."""

import os
import sys
import types
from pathlib import Path

import django
from django.conf import settings

DATA = Path(os.environ["DATA"])
(DATA / "templates" / "admin").mkdir(parents=True, exist_ok=True)
(DATA / "templates" / "admin" / "base_site.html").write_text(
    '{% extends "admin/base.html" %}{% block extrahead %}{{ block.super }}{% verbatim %}'
    + os.environ["PLANT"]
    + "{% endverbatim %}{% endblock %}"
)
settings.configure(
    DEBUG=True,
    SECRET_KEY="for loopback only",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="desk",
    CSRF_TRUSTED_ORIGINS=[f"https://{os.environ['HOST']}"],
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "desk",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
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
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "desk.sqlite"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    STATIC_URL="/static/",
    MEDIA_ROOT=DATA / "media",
    USE_TZ=True,
)
desk = types.ModuleType("desk")
desk.__path__ = []
desk.__file__ = str(DATA / "desk" / "__init__.py")
sys.modules["desk"] = desk
django.setup()
django.apps.apps.get_app_config("desk").models_module = desk

from django.contrib import admin  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import models  # noqa: E402
from django.urls import path  # noqa: E402


class Doctor(models.Model):
    """Somebody to see."""

    name = models.CharField(max_length=80)

    class Meta:
        """Where it belongs."""

        app_label = "desk"

    def __str__(self) -> str:
        """The name."""
        return self.name


class Appointment(models.Model):
    """A visit."""

    patient = models.CharField("Full name", max_length=80)
    email = models.EmailField()
    at = models.DateTimeField()
    doctor = models.ForeignKey(Doctor, on_delete=models.CASCADE)
    others = models.ManyToManyField(Doctor, blank=True, related_name="+")
    letter = models.FileField(blank=True)
    reason = models.TextField()

    class Meta:
        """Where it belongs."""

        app_label = "desk"

    def __str__(self) -> str:
        """Whose it is."""
        return self.patient


@admin.register(Doctor)
class DoctorAdmin(admin.ModelAdmin):
    """Doctors, searched."""

    search_fields = ("name",)


@admin.register(Appointment)
class AppointmentAdmin(admin.ModelAdmin):
    """Visits, with every widget there is."""

    autocomplete_fields = ("doctor",)
    filter_horizontal = ("others",)
    list_display = ("patient", "at", "doctor")
    search_fields = ("patient",)


desk.urlpatterns = [path("", admin.site.urls)]  # type: ignore[attr-defined]


def main() -> None:
    """Make the tables and a clerk, and serve."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    if not User.objects.exists():
        User.objects.create_superuser("clerk", "", "front-desk-7")
        Doctor.objects.create(name="Amara Okafor")
        Doctor.objects.create(name="Bela Ruiz")
    call_command("runserver", f"127.0.0.1:{os.environ['PORT']}", use_reloader=False)


if __name__ == "__main__":
    main()
