"""Static files under hashed names where `collectstatic` ran, under plain names where it did not."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedWhereCollected(CompressedManifestStaticFilesStorage):
    """Fall back to the plain name, so that `runserver` and a bare WSGI server show styled pages."""

    def stored_name(self, name: str) -> str:
        return self.hashed_files.get(self.hash_key(self.clean_name(name)), name)
