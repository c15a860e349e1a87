"""The people and things that requests are about, and how new ones are made when they are used up."""

import itertools
import secrets

from people import (
    DEMO_PASSWORD, FIRST, LINK, OPERATOR, OPERATOR_PASSWORD, OPERATOR_PENDING, OWN_PASSWORD, PENDING,
    SESSION, Admin, Client, Person, Refused, app_code, from_answer, printed_secret,
)
from tokens import Tokens

# A member without two steps, whose people sign in with one request.
SPARE_MEMBER = "M99-00001"
# A member of the demo with enough people to begin sign-ins that nobody finishes.
CROWD_MEMBER = "M97-00341"
SPARES, COMPANIES = 25, 3


def key():
    return {"Idempotency-Key": secrets.token_urlsafe(16)}


class World:
    def __init__(self, server, state=None):
        self.server = server
        self.client = Client(server.api)
        self.state = state or {}
        self.numbers = itertools.count(1)
        # Whose sessions are whose, by their tokens.
        self.owners, self.codes = {}, {}
        self.turns = {}
        self.tokens = Tokens(self)

    @staticmethod
    def prepare(server):
        """Makes who is not in the demo data; answers what the copies must know."""
        world = World(server)
        staff = world.hire_operator()
        companies = []
        for index in range(1, COMPANIES + 1):
            number = f"M99-0000{index}"
            company = {
                "memberNumber": number, "name": f"予備{index}", "address": "東京都港区海岸1-2-3",
                "twoStep": False, "options": ["portPlus"],
            }
            world.client.do("POST", "/operator/members", staff, company, key())
            companies.append(number)
        spares = [world.make_spare() for _ in range(SPARES)]
        query = f"/operator/members/{CROWD_MEMBER}/accounts?state=active&role=user&pageSize=100"
        crowd = [row["email"] for row in world.client.do("GET", query, staff).json()["items"]]
        foreign = world.tokens.right().bearer
        return {"spares": spares, "crowd": crowd, "companies": companies, "foreign": foreign}

    def turn(self, name):
        """The next one of a list of the state, round and round."""
        if name not in self.turns:
            self.turns[name] = itertools.cycle(self.state[name])
        return next(self.turns[name])

    def fresh_email(self):
        return f"p{next(self.numbers)}-{secrets.token_hex(4)}@yobi.example"

    def make_spare(self):
        """A person with a password of his own, and no second step."""
        email, first = self.fresh_email(), "first minato 2026!"
        self.server.run(
            "account", "create", "--member", SPARE_MEMBER, "--email", email,
            "--name", "予備 一郎", "--department", "総務部", said=first,
        )
        person = Person(email, SPARE_MEMBER, first)
        session = from_answer(person.begin(self.client), SESSION)
        change = {"currentPassword": first, "newPassword": OWN_PASSWORD}
        self.client.do("PUT", "/me/password", session, change)
        return email

    def spare(self):
        return Person(self.turn("spares"), SPARE_MEMBER, OWN_PASSWORD)

    def spare_session(self):
        """The session of somebody whose account may be spoilt."""
        for _ in self.state["spares"]:
            person = self.spare()
            try:
                answer = person.begin(self.client)
            except Refused:
                continue
            # Who has an app by now is asked for a code.
            if answer.json()["state"] == "signedIn":
                session = from_answer(answer, SESSION)
                self.owners[session.token] = person
                return session
        self.state["spares"].append(self.make_spare())
        self.turns.pop("spares")
        return self.spare_session()

    def spare_person(self, session):
        return self.owners[session.token]

    def pending_login(self):
        """A sign-in between its two steps."""
        for _ in self.state["crowd"]:
            person = Person(self.turn("crowd"), CROWD_MEMBER)
            answer = self.client.send("POST", "/auth/login", json={
                "email": person.email, "password": DEMO_PASSWORD, "memberNumber": CROWD_MEMBER,
            })
            if answer.ok:
                return from_answer(answer, PENDING)
        raise Refused("nobody of the crowd can begin a sign-in any more")

    # --- operators ---

    def operator_secret(self):
        email = f"staff-{secrets.token_hex(6)}@carrier.example"
        printed = self.server.run("operator", "create", "--email", email, "--name", "係員")
        return email, printed_secret(printed)

    def set_up_operator(self):
        """A new operator: address and recovery codes, each of which stands in for the app once."""
        email, secret = self.operator_secret()
        entry = {"secret": secret, "password": OPERATOR_PASSWORD}
        first = self.client.do("POST", "/operator/auth/setup", json=entry)
        pending = from_answer(first, OPERATOR_PENDING)
        code = {"code": app_code(first.json()["totp"]["secret"])}
        done = self.client.do("POST", "/operator/auth/setup/confirm", pending, code)
        return email, done.json()["recoveryCodes"]

    def hire_operator(self):
        """The session of a new operator."""
        email, codes = self.set_up_operator()
        pending = self.begin_as_operator(email)
        path = "/operator/auth/login/verify"
        done = self.client.do("POST", path, pending, {"code": codes.pop()})
        session = from_answer(done, OPERATOR)
        self.codes[session.token] = codes
        return session

    def recovery_code(self, session):
        """A code that proves an operator anew."""
        codes = self.codes[session.token]
        return codes.pop() if codes else "0000-0000-0000-0000"

    def pending_operator(self):
        """An operator's sign-in between its two steps."""
        return self.begin_as_operator(self.set_up_operator()[0])

    def begin_as_operator(self, email):
        entry = {"email": email, "password": OPERATOR_PASSWORD}
        answer = self.client.do("POST", "/operator/auth/login", json=entry)
        return from_answer(answer, OPERATOR_PENDING)

    # --- first sign-ins ---

    def admin(self):
        """An admin with two steps, for what the test itself needs."""
        if "admin" not in self.turns:
            self.turns["admin"] = Admin.person.sign_in(self)
        return self.turns["admin"]

    def invite(self, **more):
        """A new account whose opening mail has come: address, name and the secret of the link."""
        email, before = self.fresh_email(), self.server.received()
        new = {"name": "新井 港", "role": "user", "email": email, "department": "営業部", **more}
        made = self.client.do("POST", "/accounts", self.admin(), new, key()).json()
        return made, self.server.mail(email, LINK, before)

    def identify(self, account, token):
        proof = {"token": token, "email": account["email"], "name": account["name"]}
        answer = self.client.do("POST", "/auth/first-login/identity", json=proof)
        return from_answer(answer, FIRST)

    def first_login(self):
        """A first sign-in after its identity check."""
        return self.identify(*self.invite())
