"""Tokens of programs: one that opens all that programs may do, some that do not reach far enough, and
some that must open nothing."""

import base64
import hashlib
import hmac
import json

from people import Credentials, Refused

# Of the demo data: a program with every scope.
DEMO = ("mc_demo", "Minato-demo-secret-2026")
FEW_SCOPES = ["contracts:read", "port-applications:read"]
NOT_SIGNED_IN = 401, "notSignedIn"
PROGRAMS = "apiClient"


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def signed_like(token, header=None, claims=None):
    """A token with other words under the signature of this one."""
    old_header, old_claims, signature = token.split(".")
    parts = []
    for old, more in ((old_header, header), (old_claims, claims)):
        parts.append(encoded(json.dumps({**json.loads(decoded(old)), **(more or {})}).encode()))
    return ".".join([*parts, signature])


def forgeries(token, public_key):
    """What somebody makes of a token that he has seen, and of what everybody may know."""
    message, signature = token.rsplit(".", 1)
    end = json.loads(decoded(message.split(".")[1]))["exp"]
    unsigned = signed_like(token, header={"alg": "none"}).rsplit(".", 1)[0]
    hashed = signed_like(token, header={"alg": "HS256"}).rsplit(".", 1)[0]
    mac = hmac.new(public_key, hashed.encode(), hashlib.sha256).digest()
    return {
        "another signature": f"{message}.{encoded(decoded(signature)[::-1])}",
        "no signature": message + ".",
        "another name": signed_like(token, claims={"sub": "mc_demo_monitor"}),
        "another end": signed_like(token, claims={"exp": end + 3600}),
        "no algorithm": unsigned + ".",
        "the public key as a secret": f"{hashed}.{encoded(mac)}",
        "nothing behind the scheme": "",
        "no token at all": "A" * 43,
    }


def scope_of(operation):
    """What a program needs for an operation; None where it may not ask."""
    ways = [way[PROGRAMS] for way in operation.get("security", []) if PROGRAMS in way]
    return ways[0][0] if ways else None


def wants_session(operation):
    """Whether it is for somebody who has signed in, of whichever realm."""
    return bool(names_of(operation) & {"session", "operatorSession"})


def names_of(operation):
    return {name for way in operation.get("security", []) for name in way}


def refusal(operation, who):
    """How an operation that wants a session answers a token: status and code, or None if it serves it."""
    # In the operators' realm tokens are not looked at: nobody asks there.
    if not who.holds or "session" not in names_of(operation):
        return NOT_SIGNED_IN
    scope = scope_of(operation)
    if scope is None:
        return 403, "forbidden"
    return None if scope in who.scopes else (403, "scopeMissing")


def fault(operation, who, status):
    """What is wrong with the status that a generated request got with a token, if anything is."""
    wanted = refusal(operation, who)
    if wanted is None or status == wanted[0]:
        return None
    # A token that was right has an end of its own.
    if who.holds and status == 401:
        return None
    return f"{operation['operationId']} answered {status} to {who.what}, not {wanted[0]}"


class Tokens:
    """The tokens of one server."""

    def __init__(self, world):
        self.world = world

    def ask(self, program, what):
        origin, client = self.world.server.api.removesuffix("/api/v1"), self.world.client
        form = {"grant_type": "client_credentials"}
        answer = client.session.post(origin + "/oauth/token", data=form, auth=program, timeout=60)
        if not answer.ok:
            raise Refused(f"a token of {program[0]}: {answer.status_code} {answer.text}")
        told = answer.json()
        scopes = frozenset(told["scope"].split())
        return Credentials(bearer=told["access_token"], scopes=scopes, what=what)

    def right(self):
        return self.ask(DEMO, "a token with every scope")

    def few_scopes(self):
        return self.ask(self.program()[0], "a token with few scopes")

    def refused(self):
        """Every token that opens nothing."""
        right = self.right()
        origin = self.world.server.api.removesuffix("/api/v1")
        jwks = self.world.client.session.get(origin + "/.well-known/jwks.json", timeout=60).json()
        made = forgeries(right.bearer, decoded(jwks["keys"][0]["x"]))
        # Signed by the same key, for the server whose copy this one is.
        made["a token for another Minato"] = self.world.state["foreign"]
        made["a token of a suspended program"] = self.left_by("POST", "/suspend")
        made["a token of a deleted program"] = self.left_by("DELETE", "")
        refused = [Credentials(bearer=token, what=what, holds=False) for what, token in made.items()]
        basic = base64.b64encode(":".join(DEMO).encode()).decode()
        refused.append(Credentials(bearer=basic, scheme="Basic", what="a secret, not a token", holds=False))
        return refused

    def program(self):
        """A new program with few scopes: its name and secret, and its path."""
        body = {"name": "試し", "scopes": FEW_SCOPES, "validUntil": "9999-12-31"}
        made = self.world.client.do("POST", "/api-clients", self.world.admin(), body).json()
        one = made["client"]
        return (one["clientId"], made["secret"]), f"/api-clients/{one['id']}"

    def left_by(self, method, verb):
        """A token that was right until something befell its program."""
        admin, client = self.world.admin(), self.world.client
        program, path = self.program()
        token = self.ask(program, "").bearer
        tag = client.do("GET", path, admin).headers["ETag"]
        client.do(method, path + verb, admin, headers={"If-Match": tag})
        return token
