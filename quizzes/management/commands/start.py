"""Sets the site up and serves it, for people who want to use it at once."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.files import locks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from quizzes.management import serving, setting_up, sharing


class Command(BaseCommand):
    """Run again at any time: nothing is lost or doubled."""

    help = "Sets up the database, the content and the first admin, and serves the site on this machine, or in this room."
    requires_system_checks = ()  # `manage.py check` and the tests do that; here every second counts

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=int, default=8000, help="where to serve on 127.0.0.1 (8000)"
        )
        parser.add_argument(
            "--share",
            nargs="?",
            const="",
            metavar="ADDRESS",
            help="serve to the local network instead, for a class in a room; which address, where there are several",
        )
        parser.add_argument("--workers", type=int, default=2, help="processes that answer (2)")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_shared = options["share"] is not None
        host = sharing.address_in_the_room(options["share"]) if self.is_shared else serving.LOOPBACK
        with serving.listen(options["port"], host) as listener:
            port = listener.getsockname()[1]
            self.address = f"http://{host}:{port}/"
            if self.is_shared:
                sharing.let_in(host, port)
            with trouble_in_a_sentence():
                self.set_up()
                status = serving.serve(listener, max(1, options["workers"]), self.tell_address)
        if status:
            raise CommandError(
                "The web server ended by itself; its last words are above.", returncode=status
            )

    def set_up(self) -> None:
        """Do what is missing; a second start at the same time waits for the first."""
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        with (settings.DATA_DIR / "start.lock").open("w") as file:
            locks.lock(file, locks.LOCK_EX)
            if backup := setting_up.migrate():
                self.tell(
                    f"The database was brought up to date; as it was before, it is kept in {backup}."
                )
            call_command("load_content", stdout=self.stdout)
            if admin := setting_up.make_first_admin():
                self.tell("The first admin is {}, the password {} (shown only now).".format(*admin))
            setting_up.collect_static()

    def tell_address(self) -> None:
        if self.is_shared:
            self.tell(sharing.invitation(self.address.rstrip("/"), self.stdout.encoding))
        self.tell(f"Serving on {self.address} (the admin: {self.address}admin/). Ctrl-C ends it.")

    def tell(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


@contextmanager
def trouble_in_a_sentence() -> Iterator[None]:
    """Say what to do where the database or the data folder can't be used."""
    try:
        yield
    except OperationalError as error:
        why = " ".join(str(error).split())
        raise CommandError(
            f"The database can't be used ({why}): put that right, or set DATABASE_URL."
        ) from error
    except OSError as error:
        raise CommandError(
            f"{error.filename or settings.DATA_DIR} can't be written ({error.strerror}): "
            "put that right, or set DATA_DIR to a folder that you own."
        ) from error
    except KeyboardInterrupt:
        raise CommandError("Stopped before it served; run it again.", returncode=130) from None
