"""How an identity at a provider meets the accounts that are here (docs/accounts.md)."""

from quizzes.identities.factors import (
    TooManyCodes,
    WrongCode,
    codes_left,
    forget,
    has_second,
    pass_with,
)
from quizzes.identities.meeting import (
    IdentityTaken,
    MeetsAnother,
    Met,
    Newcomer,
    OnlyWayIn,
    connect,
    disconnect,
    make,
    meet,
)

__all__ = [
    "IdentityTaken",
    "MeetsAnother",
    "Met",
    "Newcomer",
    "OnlyWayIn",
    "TooManyCodes",
    "WrongCode",
    "codes_left",
    "connect",
    "disconnect",
    "forget",
    "has_second",
    "make",
    "meet",
    "pass_with",
]
