"""Who asks: one class for each kind of principal, and what each carries.

A principal answers `credentials(operation)`: the cookies and the CSRF token (or, for programs, the
bearer token) for one request. What an operation uses up (a session that it ends, a sign-in that a
wrong code spoils) is made anew by whoever owns it.
"""

import base64
import dataclasses
import hashlib
import hmac
import itertools
import random
import re
import struct
import time

import requests

DEMO_PASSWORD = "Minato-demo-2026"
OWN_PASSWORD = "umi no mukou no minato"
OPERATOR_PASSWORD = "wind over the quay at night"
LINK = r"https?://\S+#(\S+)"
CODE = r"^(\d{8})\s*$"

SESSION, PENDING, FIRST = "__Host-sid", "__Host-pre", "__Host-first"
OPERATOR, OPERATOR_PENDING = "__Host-op", "__Host-op-pre"

# Networks for measuring (RFC 2544): 512 parts, as limits count them.
addresses = (
    f"198.{18 + n // 65536 % 2}.{n // 256 % 256}.{n % 256}" for n in itertools.count(0, 251)
)


@dataclasses.dataclass
class Credentials:
    """What proves who asks."""

    cookies: dict = dataclasses.field(default_factory=dict)
    token: str = "anonymous"
    # Of programs: the token and how it is shown, what it may do, and whether it holds at all.
    bearer: str | None = None
    scheme: str = "Bearer"
    scopes: frozenset = frozenset()
    holds: bool = True
    what: str = ""

    def headers(self):
        if self.bearer is not None:
            return {"Authorization": f"{self.scheme} {self.bearer}"}
        return {"X-CSRF-Token": self.token}

    def cookie_header(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


NOBODY = Credentials()


class Refused(Exception):
    """The server did not do what the test itself needs."""


class Client:
    """Plain requests, for what the test needs beside what it tests: they are not counted."""

    def __init__(self, api):
        self.api = api
        self.session = requests.Session()
        self.session.cookies.set_policy(NoCookies())

    def send(self, method, path, who=NOBODY, json=None, headers=None, body=None, kind=None):
        sent = {"X-Forwarded-For": next(addresses), **who.headers(), **(headers or {})}
        if who.cookies:
            sent["Cookie"] = who.cookie_header()
        if kind:
            sent["Content-Type"] = kind
        return self.session.request(
            method, self.api + path, json=json, data=body, headers=sent, timeout=60
        )

    def do(self, method, path, who=NOBODY, json=None, headers=None, **rest):
        """The same, where anything but success ends the test."""
        answer = self.send(method, path, who, json, headers, **rest)
        if not answer.ok:
            raise Refused(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        return answer


class NoCookies(requests.cookies.cookielib.DefaultCookiePolicy):
    """Whoever asks carries his own cookies, and no one else's."""

    def set_ok(self, cookie, request):
        return False


def set_cookies(answer):
    """The cookies that an answer sets; those that it takes away are left out."""
    lines = answer.raw.headers.getlist("Set-Cookie")
    pairs = [line.split(";")[0].split("=", 1) for line in lines if "Max-Age=0" not in line]
    return dict(pairs)


def from_answer(answer, name):
    """The credentials that an answer gives: the cookie `name` and the token of the body."""
    return Credentials({name: set_cookies(answer)[name]}, answer.json()["csrfToken"])


def app_code(secret, at=None):
    """The code that an authenticator app shows (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int((at or time.time()) // 30))
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@dataclasses.dataclass
class Person:
    """An account of a member, and how it signs in."""

    email: str
    member: str
    password: str = DEMO_PASSWORD

    def begin(self, client):
        """The first step; where no second one follows, the session."""
        entry = {"email": self.email, "password": self.password, "memberNumber": self.member}
        return client.do("POST", "/auth/login", json=entry)

    def sign_in(self, world):
        before = world.server.received()
        first = self.begin(world.client)
        if first.json()["state"] == "signedIn":
            return from_answer(first, SESSION)
        code = world.server.mail(self.email, CODE, before)
        pending = from_answer(first, PENDING)
        done = world.client.do("POST", "/auth/login/verify", pending, {"code": code})
        return from_answer(done, SESSION)


class Principal:
    """Somebody who is signed in, and signs in again when his session has ended."""

    name = "nobody"

    def __init__(self, world):
        self.world = world
        self.held = {}

    def credentials(self, operation_id, schemes):
        """What this principal carries to an operation that asks for `schemes`."""
        return NOBODY

    # Who tells whether a session still lives, by its scheme.
    STATE = {"session": "/auth/session", "operatorSession": "/operator/auth/session"}

    def on_ground(self, who, schemes):
        """Who asks for what good requests are built of."""
        return who

    def lost(self, operation_id, schemes):
        """The server refused what `credentials` gave: what does not live any more is made anew."""
        for scheme in schemes & self.held.keys():
            if not self.lives(scheme):
                self.held.pop(scheme)

    def lives(self, scheme):
        path = self.STATE.get(scheme)
        if not path:
            return False
        answer = self.world.client.do("GET", path, self.held[scheme])
        return answer.json()["state"] == "signedIn"

    def hold(self, scheme, make):
        if scheme not in self.held:
            self.held[scheme] = make()
        return self.held[scheme]


class Nobody(Principal):
    """Nobody: no cookie, no session."""


class OfMember(Principal):
    """A person of a member, in the realm of members."""

    person = None

    # These spoil the session or the account that they are called with.
    USES_UP = {
        "log_out", "change_password", "step_up", "end_other_sessions", "end_own_session",
        "request_email_change", "offer_totp", "confirm_totp", "remove_totp", "make_recovery_codes",
    }

    def credentials(self, operation_id, schemes):
        if "session" in schemes:
            if operation_id in self.USES_UP:
                return self.hold("spare", self.world.spare_session)
            return self.hold("session", lambda: self.person.sign_in(self.world))
        if "pendingLogin" in schemes:
            return self.hold("pendingLogin", self.world.pending_login)
        if "firstLogin" in schemes:
            return self.hold("firstLogin", self.world.first_login)
        return NOBODY

    def lost(self, operation_id, schemes):
        super().lost(operation_id, schemes)
        if operation_id in self.USES_UP:
            self.held.pop("spare", None)


class Admin(OfMember):
    """An admin who has proved two steps, of a member with a bit of everything."""

    name = "admin"
    person = Person("hanako@minato-shoji.example", "M97-00339")


class User(OfMember):
    """A user of the same member, who sees what his groups show him."""

    name = "user"
    person = Person("taro@minato-shoji.example", "M97-00339")


class Operator(Principal):
    """One of the carrier's staff, in a realm of its own."""

    name = "operator"
    USES_UP = {"log_out_operator", "step_up_operator"}

    def credentials(self, operation_id, schemes):
        if "operatorSession" in schemes:
            spare = operation_id in self.USES_UP
            return self.hold("spare" if spare else "operatorSession", self.world.hire_operator)
        if "operatorPendingLogin" in schemes:
            return self.hold("operatorPendingLogin", self.world.pending_operator)
        return NOBODY

    def lost(self, operation_id, schemes):
        super().lost(operation_id, schemes)
        if operation_id in self.USES_UP:
            self.held.pop("spare", None)


class Program(Principal):
    """A program of the member with every scope there is."""

    name = "program"

    def credentials(self, operation_id, schemes):
        if "apiClient" in schemes:
            return self.hold("apiClient", self.world.tokens.right)
        return NOBODY


class Tokens(Program):
    """Whoever shows a token that does not suffice. The rest of its requests is as good as a program's."""

    name = "tokens"

    def __init__(self, world):
        super().__init__(world)
        self.random = random.Random(0)

    def credentials(self, operation_id, schemes):
        if "pool" not in self.held:
            # As many of the one kind as of the other: each is refused elsewhere.
            refused = self.world.tokens.refused()
            self.held["pool"] = refused + [self.world.tokens.few_scopes()] * len(refused)
        return self.random.choice(self.held["pool"])

    def on_ground(self, who, schemes):
        if "apiClient" not in schemes:
            raise Refused("not for programs")
        return self.hold("apiClient", self.world.tokens.right)

    def lost(self, operation_id, schemes):
        """That they are refused is right."""


PRINCIPALS = {kind.name: kind for kind in (Admin, User, Operator, Nobody, Program, Tokens)}


def printed_secret(printed):
    """The one-time secret that `minato operator create` printed."""
    return re.search(r":\n(\S{43})\n", printed + "\n").group(1)
