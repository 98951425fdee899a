"""One's own second factor and passkeys, and the page between the password and the site."""
