"""The scripted walk: each operation once with a request that must succeed, above all those that use up
what is given once (codes, links, sign-ins). Each answer is validated against the document like those
of generated requests; then every door is tried."""

import datetime
import json
import sys
import time

import schemathesis
from schemathesis.specs.openapi.checks import ignored_auth

from doors import try_all
from lane import Lane, schemes_of, wants_somebody
from people import (
    CODE, DEMO_PASSWORD, FIRST, LINK, NOBODY, OPERATOR_PASSWORD, OPERATOR_PENDING, OWN_PASSWORD, PENDING,
    SESSION, Admin, Credentials, Operator, Refused, addresses, app_code,
)
from strict import make_strict
from tokens import scope_of


class Walk:
    def __init__(self, lane):
        self.principals = {"admin": Admin(lane.world), "operator": Operator(lane.world)}
        self.lane, self.world, self.ground = lane, lane.world, lane.ground
        self.document, self.faults = lane.document, []
        self.schema = schemathesis.openapi.from_dict(make_strict(json.loads(json.dumps(lane.document))))
        self.operations = {}
        for result in self.schema.get_all_operations():
            operation = result.ok()
            self.operations[operation.definition.raw["operationId"]] = operation

    def call(self, name, who, body=None, path=None, query=None, headers=None, wanted="2"):
        """One request through schemathesis; its answer must be as documented and as wanted."""
        operation = self.operations[name]
        raw = operation.definition.raw
        sent = {"X-Forwarded-For": next(addresses), **who.headers(), **(headers or {})}
        media = next(iter(raw["requestBody"]["content"])) if "requestBody" in raw else None
        more = {} if body is None else {"body": body, "media_type": media}
        case = operation.Case(
            path_parameters=path or {}, query=query or {}, headers=sent, cookies=dict(who.cookies), **more
        )
        answer = case.call(base_url=self.world.server.api)
        signed = who is not NOBODY or not wants_somebody(raw)
        self.lane.tally.note(name, answer.status_code, signed, who.bearer is not None)
        try:
            # Who may not ask is tried at every door below.
            case.validate_response(answer, excluded_checks=[ignored_auth])
        except BaseExceptionGroup as group:
            self.faults.append(f"{name}: {group}")
        if not str(answer.status_code).startswith(wanted):
            self.faults.append(f"{name}: {answer.status_code} {answer.text[:300]}, not {wanted}xx")
        return Answer(answer)

    def twice(self, name, who, wrong, right, **more):
        """A wrong entry is refused, the right one is taken."""
        self.call(name, who, wrong, wanted="4", **more)
        return self.call(name, who, right, **more)

    def refused(self, name, who, path=None):
        """Every operation refuses compressed bodies: whoever is signed in is refused for nothing else."""
        self.call(name, who, path=path, headers={"Content-Encoding": "gzip"}, wanted="415")

    def asked_well(self, name, who):
        """One request as `Ground` knows it, refused in one way and then taken."""
        good, headers = self.ground.good(name, who), {}
        named = {part["name"] for part in self.operations[name].definition.raw.get("parameters", [])}
        if "If-Match" in named:
            headers["If-Match"] = self.ground.tag(good)
        if "Idempotency-Key" in named:
            headers["Idempotency-Key"] = self.ground.text(20)
        self.refused(name, who, good.path)
        self.call(name, who, good.body, good.path, good.query, headers)

    # --- what can simply be asked ---

    def ordinary(self):
        """Every operation that `Ground` knows a request for."""
        for name in self.operations:
            if name in ONCE:
                continue
            schemes = schemes_of(self.operations[name].definition.raw)
            realm = "operator" if "operator" in self.operations[name].definition.raw["tags"] else "admin"
            who = self.principals[realm].credentials(name, schemes)
            self.asked_well(name, who)
            if name in self.principals[realm].USES_UP:
                self.principals[realm].lost(name, schemes)

    def by_program(self):
        """The same for a program: all that programs may do."""
        who = self.world.tokens.right()
        for name, operation in self.operations.items():
            if scope_of(operation.definition.raw):
                self.asked_well(name, who)

    # --- what is given once ---

    def signing_in(self):
        """With a code that is asked for twice, from a browser that is trusted, and left again."""
        admin = self.principals["admin"].credentials("update_company_security", {"session"})
        good = self.ground.good("update_company_security", admin)
        self.call("update_company_security", admin, good.body, headers={"If-Match": self.ground.tag(good)})
        entry = {"email": Admin.person.email, "password": DEMO_PASSWORD, "memberNumber": Admin.person.member}
        self.call("log_in", NOBODY, {**entry, "password": "wrong"}, wanted="4")
        pending = self.wait_and_begin(entry)
        code = self.world.server.mail(entry["email"], CODE, self.before)
        done = self.twice("verify_login", pending, {"code": "00000000"}, {"code": code, "trustBrowser": True})
        session = done.credentials(SESSION)
        rows = self.call("list_trusted_browsers", session).json()["items"]
        self.refused("end_trusted_browser", session, {"id": rows[0]["id"]})
        self.call("end_trusted_browser", session, path={"id": rows[0]["id"]})
        self.call("log_out", session)
        self.call("get_me", session, wanted="4")

    def wait_and_begin(self, entry):
        """After a wrong password one waits a second."""
        time.sleep(1.1)
        self.before = self.world.server.received()
        return self.call("log_in", NOBODY, entry).credentials(PENDING)

    def leaving(self):
        """A sign-in that is given up, and one whose code does not come: see `resending`."""
        pending = self.world.pending_login()
        self.call("cancel_login", Credentials(pending.cookies, ""), wanted="4")
        self.call("cancel_login", pending)
        self.waiting = self.world.pending_login()

    def resending(self):
        """A new code may be asked for after a while, at the end of the walk; until then it is refused."""
        self.call("resend_login_code", self.waiting, wanted="429")
        state = self.call("get_session", self.waiting).json()
        at = datetime.datetime.fromisoformat(state["resendAt"])
        left = (at - datetime.datetime.now(datetime.timezone.utc)).total_seconds()
        time.sleep(max(0, left) + 0.1)
        self.call("resend_login_code", self.waiting)

    def first_sign_in(self):
        """With an app, from the mailed link to the session."""
        account, token = self.world.invite()
        proof = {"token": token, "email": account["email"], "name": account["name"]}
        first = self.twice("check_identity", NOBODY, {**proof, "name": "別人"}, proof).credentials(FIRST)
        self.call("get_first_login", first)
        self.refused("get_first_login", first)
        self.call("complete_first_login", first, wanted="4")
        self.call("offer_first_totp", first, wanted="4")
        self.call("make_first_recovery_codes", first, wanted="4")
        self.twice("set_first_password", first, {"password": "x"}, {"password": OWN_PASSWORD})
        secret = self.call("offer_first_totp", first).json()["secret"]
        self.twice("confirm_first_totp", first, {"code": "000000"}, {"code": app_code(secret)})
        self.call("make_first_recovery_codes", first)
        self.call("complete_first_login", first)

    def forgotten_password(self):
        person, before = self.world.spare(), self.world.server.received()
        self.call("request_password_reset", NOBODY, {"email": "no address"}, wanted="4")
        self.call("request_password_reset", NOBODY, {"email": person.email, "memberNumber": person.member})
        token = self.world.server.mail(person.email, LINK, before)
        proof = {"token": token, "email": person.email, "name": "予備 一郎"}
        entry = {**proof, "newPassword": "another word for the sea"}
        self.twice("complete_password_reset", NOBODY, {**entry, "name": "別人"}, entry)

    def new_address(self):
        session, email = self.world.spare_session(), self.world.fresh_email()
        before = self.world.server.received()
        self.twice("request_email_change", session, {"email": "no address"}, {"email": email})
        token = self.world.server.mail(email, LINK, before)
        self.twice("confirm_email_change", NOBODY, {"token": "A" * 43}, {"token": token})

    def operator(self):
        email, secret = self.world.operator_secret()
        entry = {"secret": secret, "password": OPERATOR_PASSWORD}
        first = self.twice("set_up_operator", NOBODY, {**entry, "secret": "A" * 43}, entry)
        pending = first.credentials(OPERATOR_PENDING)
        code = {"code": app_code(first.json()["totp"]["secret"])}
        done = self.twice("confirm_operator_setup", pending, {"code": "000000"}, code)
        codes = done.json()["recoveryCodes"]
        entry = {"email": email, "password": OPERATOR_PASSWORD}
        self.call("log_in_operator", NOBODY, entry)
        pending = self.call("log_in_operator", NOBODY, entry).credentials(OPERATOR_PENDING)
        wrong, right = {"code": "0000-0000-0000-0000"}, {"code": codes.pop()}
        session = self.twice("verify_operator_login", pending, wrong, right).credentials("__Host-op")
        self.twice("step_up_operator", session, wrong, {"code": codes.pop()})
        self.call("get_operator_session", session)
        self.call("log_out_operator", session)
        self.call("log_out_operator", session, wanted="4")

    def too_often(self):
        """One part of the network that tries too often is told to wait, in the documented form."""
        entry = {"token": "A" * 43}
        for _ in range(210):
            self.world.client.session.post(
                self.world.server.api + "/auth/email-change/confirm", json=entry,
                headers={"X-CSRF-Token": "anonymous", "X-Forwarded-For": "192.0.2.1"},
            )
        here = {"X-Forwarded-For": "192.0.2.1"}
        self.call("confirm_email_change", NOBODY, entry, headers=here, wanted="429")

    def doors(self):
        sessions = {
            "session": self.principals["admin"].credentials("get_me", {"session"}),
            "operatorSession": self.principals["operator"].credentials("", {"operatorSession"}),
        }

        def call(method, path, who):
            answer = self.world.client.send(method, path, who)
            return answer.status_code, answer.json() if answer.content else {}

        right = self.world.tokens.right()
        tokens = [right, self.world.tokens.few_scopes(), *self.world.tokens.refused()]
        tries, faults = try_all(self.document, call, sessions, tokens)
        self.faults += faults
        print(f"{tries} doors tried")


class Answer:
    def __init__(self, response):
        self.response = response

    def json(self):
        return self.response.json()

    def credentials(self, name):
        lines = self.response.headers.get("set-cookie", [])
        pairs = dict(line.split(";")[0].split("=", 1) for line in lines if "Max-Age=0" not in line)
        return Credentials({name: pairs[name]}, self.json()["csrfToken"])


# What the walk below calls itself, each in its place.
ONCE = {
    "verify_login", "resend_login_code", "cancel_login", "check_identity", "get_first_login",
    "set_first_password", "offer_first_totp", "confirm_first_totp", "make_first_recovery_codes",
    "complete_first_login", "complete_password_reset", "confirm_email_change", "set_up_operator",
    "confirm_operator_setup", "verify_operator_login", "end_trusted_browser", "log_in_operator",
}


def main():
    lane = Lane.load()
    walk = Walk(lane)
    for step in (
        walk.leaving, walk.signing_in, walk.first_sign_in, walk.forgotten_password, walk.new_address,
        walk.operator, walk.ordinary, walk.by_program, walk.too_often, walk.doors,
        walk.resending,
    ):
        try:
            step()
        except (Refused, KeyError, IndexError, RuntimeError) as error:
            walk.faults.append(f"{step.__name__}: {error!r}")
    lane.tally.write(lane.told["result"])
    for fault in walk.faults:
        print("✗ " + fault)
    sys.exit(bool(walk.faults))


if __name__ == "__main__":
    main()
