"""Which addresses belong to the public internet."""

from __future__ import annotations

import ipaddress

# Only what was given out for global use, less what leads back to other networks: Teredo and its
# neighbours, documentation, 6to4. Mapped IPv4, NAT64, link-local and the rest lie outside 2000::/3.
_GLOBAL = ipaddress.ip_network("2000::/3")
_NOT_GLOBAL = [
    ipaddress.ip_network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
_NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4")
]


def is_public(address: str) -> bool:
    """Whether an address, as a resolver gives it, is one of the public internet."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:  # such as one with a zone, which is link-local
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in _GLOBAL and not any(ip in network for network in _NOT_GLOBAL)
    return ip.is_global and not any(ip in network for network in _NOT_PUBLIC)
