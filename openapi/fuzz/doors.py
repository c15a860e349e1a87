"""Every door is locked: who asks without a session, with one that was made up, or with one of the
other realm is told 401 by each operation that wants one; and who asks without the right CSRF token, 403.
A token that does not hold is told 401 by each, and one that does not reach as far 403."""

import uuid

from lane import schemes_of
from people import NOBODY, OPERATOR, SESSION, Credentials
from tokens import refusal

MADE_UP = "A" * 43
COOKIES = {"session": SESSION, "operatorSession": OPERATOR}
PUBLIC = {"csrfToken"}


def path_of(template, parameters):
    """The path with ids that nobody has: whoever may not ask is not told so."""
    values = {
        "memberNumber": "M00-00000", "contractNumber": "N000000000", "number": "SO-00000-0", "code": "x",
    }
    for part in parameters:
        if part["in"] == "path":
            value = values.get(part["name"], str(uuid.UUID(int=0)))
            template = template.replace("{%s}" % part["name"], value)
    return template


def try_all(document, call, sessions, tokens=()):
    """Tries every operation; `call(method, path, who)` answers status and body, `sessions` are living
    credentials by scheme. Answers how many tries there were, and what was let through."""
    tries, faults = 0, []

    def expect(status, code, who, what):
        nonlocal tries
        tries += 1
        seen, body = call(method, path, who)
        if (seen, body.get("code")) != (status, code):
            got = f"{seen} {body.get('code')}, not {status} {code}"
            faults.append(f"{method} {template} with {what}: {got}")

    for template, item in document["paths"].items():
        for method, operation in item.items():
            method, schemes = method.upper(), schemes_of(operation)
            path = path_of(template, operation.get("parameters", []))
            realm = next((scheme for scheme in COOKIES if scheme in schemes), None)
            if realm:
                expect(401, "notSignedIn", NOBODY, "nothing")
                made_up = Credentials({COOKIES[realm]: MADE_UP}, MADE_UP)
                expect(401, "notSignedIn", made_up, "a session that was made up")
                other = sessions["session" if realm != "session" else "operatorSession"]
                expect(401, "notSignedIn", other, "a session of the other realm")
                moved = Credentials({COOKIES[realm]: next(iter(other.cookies.values()))}, other.token)
                expect(401, "notSignedIn", moved, "the other realm's secret")
                if "csrfToken" in schemes:
                    for token in ("", "anonymous", MADE_UP):
                        forged = Credentials(sessions[realm].cookies, token)
                        expect(403, "csrfRefused", forged, f"the token {token!r}")
                for who in tokens:
                    if refused := refusal(operation, who):
                        expect(*refused, who, who.what)
            elif schemes == PUBLIC:
                expect(403, "csrfRefused", Credentials({}, ""), "no token")
    return tries, faults
