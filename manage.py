#!/usr/bin/env python3
"""Django's command line; its verbs start and test also work on a bare machine."""

import os
import sys


def main():
    """Make the environment where the verb asks for it, then hand over to Django."""
    if sys.version_info < (3, 11):  # noqa: UP036  (said here, because older ones can still read this file)
        sys.exit(
            "Python {}.{} is too old for this project: run it with Python 3.11 or newer, "
            "for example `python3.12 manage.py start`.".format(*sys.version_info[:2])
        )
    from quizsite import bootstrap

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
    if sys.argv[1:2] in (["start"], ["test"]):
        bootstrap.prepare(sys.argv[1])
    if sys.argv[1:2] == ["test"]:
        sys.argv.insert(2, "--")  # what follows is for pytest, not for Django
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        sys.exit(bootstrap.django_is_missing())
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(str(error))


if __name__ == "__main__":
    main()
