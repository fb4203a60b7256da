"""Mail addresses: one that is used was checked, without asking the network."""

from typing import NamedTuple

# No address is longer; what is may take a validator far longer than its length.
_LONGEST = 1000


class Address(NamedTuple):
    """A checked address.

    `domain` is in ASCII (punycode). `local` may hold other characters; such an address can only be
    used with servers that know SMTPUTF8.
    """

    local: str
    domain: str

    @property
    def text(self) -> str:
        """The address as a server is given it."""
        return f"{self.local}@{self.domain}"

    @property
    def needs_utf8(self) -> bool:
        """Whether it can be written in ASCII only."""
        return not self.local.isascii()


def address_of(text: str) -> Address:
    """*text* as an address. Raises ValueError saying what is wrong, ImportError without the extra.

    Names reserved for tests and local use (RFC 6761: `.invalid`, `.local`) are refused.
    """
    from email_validator import validate_email  # noqa: PLC0415 - an extra

    if len(text) > _LONGEST:
        raise ValueError("The email address is too long.")
    found = validate_email(text, check_deliverability=False)
    return Address(found.local_part, found.ascii_domain)
