"""The site's secret key where none is given: made once, kept in the data folder."""

import os
import secrets
import tempfile
from pathlib import Path


def kept_secret(folder: Path) -> str:
    """The key in `folder/secret_key`, readable by its owner alone; raises OSError where it can't be kept.

    It is written elsewhere and linked into place, so that of two first starts at the same moment
    both read the same, whole key.
    """
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)  # made with mode 0600
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(name)
    return path.read_text().strip()
