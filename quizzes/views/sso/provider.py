"""The handshake with the provider, by django-allauth's client. Imported only where a provider is set."""

from __future__ import annotations

import logging
import secrets
from typing import Any

import requests
from allauth.socialaccount.internal import jwtkit, statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from quizzes.identities import Newcomer

log = logging.getLogger(__name__)


class ProviderTrouble(Exception):
    """The provider can't be reached, or said something that can't be trusted; the log says what."""


# What a server that answers with anything at all can make the client raise.
TROUBLE = (requests.RequestException, OAuth2Error, ValueError, LookupError, TypeError, AttributeError)  # fmt: skip


class Adapter(OpenIDConnectOAuth2Adapter):
    """allauth's, stricter: each identity token has its signature checked, and tells of this very handshake."""

    def get_provider(self) -> OpenIDConnectProvider:
        return provider_of(self.request)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("sso-callback"))

    def claims(self, tokens: dict[str, Any], nonce: str) -> dict[str, Any]:
        """What the provider says of the person."""
        said: dict[str, Any] = jwtkit.verify_and_decode(
            credential=tokens["id_token"],
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=settings.SSO.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not secrets.compare_digest(str(said.get("nonce", "")), nonce):
            raise OAuth2Error("The identity token is of another handshake.")
        if "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(tokens["access_token"])
            if more["sub"] != said["sub"]:
                raise OAuth2Error("The provider told of two people.")
            said |= more
        return said


def provider_of(request: HttpRequest) -> OpenIDConnectProvider:
    """The provider of the settings, as allauth wants it."""
    sso = settings.SSO
    app = SocialApp(
        provider="openid_connect", provider_id=sso.server, name=sso.name, client_id=sso.client_id,
        secret=sso.secret, settings={"server_url": sso.server, "oauth_pkce_enabled": True},
    )  # fmt: skip
    provider = OpenIDConnectProvider(request=request, app=app)
    provider.get_oauth2_adapter = lambda asked: Adapter(asked, sso.server)
    return provider


def way_there(request: HttpRequest, *, process: str, next: str) -> str:
    """Where the person goes to sign in; the session remembers the handshake. Raises ProviderTrouble."""
    nonce = secrets.token_urlsafe(24)
    try:
        leads = provider_of(request).redirect(
            request, process, next_url=next, auth_params={"nonce": nonce}, nonce=nonce
        )
    except TROUBLE as error:
        raise _trouble(error) from error
    return str(leads.url)


def handshake_of(request: HttpRequest) -> dict[str, Any] | None:
    """What was remembered when the person left for the provider; None where it was not in this browser, or long ago."""
    found: dict[str, Any] | None = statekit.unstash_state(
        request, provider_id=settings.SSO.server, state_id=request.GET.get("state", "")
    )
    return found


def newcomer_of(request: HttpRequest, handshake: dict[str, Any]) -> Newcomer:
    """Who came back from the provider. Raises ProviderTrouble."""
    adapter = Adapter(request, settings.SSO.server)
    try:
        app = adapter.get_provider().app
        tokens = adapter.get_access_token_data(
            request, app, adapter.get_client(request, app), handshake["pkce_code_verifier"]
        )
        return _newcomer(adapter.claims(tokens, handshake["nonce"]))
    except TROUBLE as error:
        raise _trouble(error) from error


def _newcomer(said: dict[str, Any]) -> Newcomer:
    uid = said["sub"]
    if not isinstance(uid, str) or not 0 < len(uid) <= 191:
        raise OAuth2Error("The provider's name for the person is no text of 1 to 191 letters.")
    confirmed = said.get("email_verified") is True or said.get("email_verified") == "true"
    words = {
        field: str(said.get(claim) or "")
        for field, claim in (("name", "preferred_username"), ("email", "email"),
                             ("first_name", "given_name"), ("last_name", "family_name"))
    }  # fmt: skip
    return Newcomer(
        settings.SSO.server, uid, is_confirmed=confirmed or settings.SSO.trusts_addresses, **words
    )


def _trouble(error: Exception) -> ProviderTrouble:
    log.warning("Single sign-on failed: %s: %s", type(error).__name__, error)
    return ProviderTrouble()
