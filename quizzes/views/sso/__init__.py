"""Single sign-on by an OpenID Connect provider; 404 where none is set (docs/accounts.md)."""
