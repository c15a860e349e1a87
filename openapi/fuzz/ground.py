"""A request for each operation that the server should say yes to: living ids, fresh tags, right bodies.

Schemas cannot tell which ids live, which days are open or which words a choice has today. Generated
requests are therefore built onto these: see `hooks.py`. One function for each operation that needs
more than the examples of the document; it may make what it needs by requests of its own.
"""

import datetime
import random

from good import Good
from ground_admin import AdminGround
from ground_operator import OperatorGround
from people import OWN_PASSWORD, SESSION, app_code, from_answer
from world import SPARE_MEMBER, key


def example(document, schema):
    """A value made of the examples of the document; None where there is none."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if "example" in schema:
        return schema["example"]
    if "properties" in schema:
        values = {name: example(document, part) for name, part in schema["properties"].items()}
        return {name: value for name, value in values.items() if value is not None}
    if schema.get("type") == "array":
        item = example(document, schema["items"])
        return None if item is None else [item]
    return None


class Ground(AdminGround, OperatorGround):
    def __init__(self, world, document, seed):
        self.world, self.client = world, world.client
        self.document = document
        self.random = random.Random(seed)
        self.known = {}

    def good(self, operation_id, who):
        """The request for an operation, asked by whoever carries `who`."""
        self.who = who
        make = getattr(self, operation_id, None)
        good = make() if make else Good()
        if good.body is None:
            good.body = self.example_body(operation_id)
        return good

    def tag(self, good):
        """The present tag of what the request is about."""
        if not good.etag or not good.etag.startswith("/"):
            return good.etag
        return self.client.send("GET", good.etag, self.who).headers.get("ETag")

    def example_body(self, operation_id):
        for item in self.document["paths"].values():
            for operation in item.values():
                if operation.get("operationId") == operation_id and "requestBody" in operation:
                    content = operation["requestBody"]["content"]
                    return example(self.document, next(iter(content.values()))["schema"])
        return None

    # --- what is there, and what is made when it is needed ---

    def get(self, path, who=None):
        return self.client.do("GET", path, who or self.who).json()

    def items(self, path, who=None):
        """The rows of a list, read once."""
        if path not in self.known:
            self.known[path] = self.get(path, who)["items"]
        return self.known[path]

    def make(self, path, body, who=None):
        return self.client.do("POST", path, who or self.who, body, key())

    def text(self, length=8):
        return "".join(self.random.choices("abcdefghijkmnpqrstuvwxyz", k=length))

    def digits(self, length):
        return "".join(self.random.choices("0123456789", k=length))

    def day(self, first, last):
        first, last = map(datetime.date.fromisoformat, (first, last))
        return str(first + datetime.timedelta(self.random.randint(0, (last - first).days)))

    # --- accounts ---

    def new_account(self):
        return {
            "name": "新井 港", "role": "user", "department": "営業部",
            "email": self.world.fresh_email(),
        }

    def other(self):
        """A colleague whom changes may befall."""
        rows = self.items("/accounts?pageSize=100", self.world.admin())
        kept = ("hanako@", "taro@", "maho@", "kaito@", "rin@")
        others = [r["id"] for r in rows if not r["email"].startswith(kept)]
        if not others:
            # Read anew when it is asked for again.
            del self.known["/accounts?pageSize=100"]
            others = [self.invited()]
        return self.random.choice(others)

    def of_account(self, body=None):
        one = self.other()
        return Good({"id": one}, body=body, etag=f"/accounts/{one}")

    def invited(self):
        return self.make("/accounts", self.new_account(), self.world.admin()).json()["id"]

    def list_accounts(self):
        return Good(query={"q": "港", "role": "user", "state": "active", "sort": "name"})

    export_accounts = list_accounts

    def add_account(self):
        return Good(body=self.new_account())

    def get_account(self):
        return self.of_account()

    unlock_account = get_account_rights = get_account

    def update_account(self):
        return self.of_account({"name": "港 三郎", "department": "総務部", "phone": "03-1234-5678"})

    def delete_account(self):
        one = self.invited()
        return Good({"id": one}, etag=f"/accounts/{one}")

    suspend_account = delete_account

    def invite_account(self):
        """Not a new one: it has just got a mail, and gets one a minute."""
        return self.named("kaito@")

    def reset_factor(self):
        return self.named("rin@")

    def named(self, email):
        rows = self.items("/accounts?pageSize=100", self.world.admin())
        return Good({"id": next(row["id"] for row in rows if row["email"].startswith(email))})

    def resume_account(self):
        one, admin = self.invited(), self.world.admin()
        tag = self.client.do("GET", f"/accounts/{one}", admin).headers["ETag"]
        path = f"/accounts/{one}/suspend"
        self.client.do("POST", path, admin, headers={"If-Match": tag})
        return Good({"id": one}, etag=f"/accounts/{one}")

    # --- groups, of members and of the carrier's staff ---

    def new_group(self, base, who):
        body = {"name": f"班 {self.text()}", "description": "試し"}
        return self.make(f"{base}/groups", body, who).json()["id"]

    def group(self, base="", who=None, fresh=False):
        """A group that requests are about; made anew where it is used up or gone."""
        who = who or self.world.admin()
        held = self.known.get(("group", base))
        if fresh or not held or not self.client.send("GET", f"{base}/groups/{held}", who).ok:
            held = self.new_group(base, who)
            if not fresh:
                self.known["group", base] = held
        return held

    def of_group(self, body=None, fresh=False):
        one = self.group(fresh=fresh)
        return Good({"id": one}, body=body, etag=f"/groups/{one}")

    def services(self):
        rows = self.items("/groups/range-services", self.world.admin())
        return [row["service"]["code"] for row in rows]

    def numbers(self):
        rows = self.items("/contracts?pageSize=100", self.world.admin())
        return [row["number"] for row in rows]

    def grants(self):
        return {
            "services": [{"code": self.random.choice(self.services()), "permission": "view"}],
            "contracts": [{"number": self.random.choice(self.numbers()), "permission": "edit"}],
        }

    def add_group(self):
        return Good(body={"name": f"班 {self.text()}", "description": "試し"})

    def get_group(self):
        return self.of_group()

    def update_group(self):
        return self.of_group({"name": f"班 {self.text()}", "description": "新"})

    def delete_group(self):
        return self.of_group(fresh=True)

    def set_group_accounts(self):
        return self.of_group({"accounts": [self.other()]})

    def set_group_range(self):
        return self.of_group(self.grants())

    def preview_rights(self):
        return Good(body={"account": self.other(), "inGroup": True, **self.grants()})

    def list_range_contracts(self):
        return Good(query={"q": "N", "service": self.random.choice(self.services())})

    # --- contracts ---

    def of_contract(self, body=None):
        one = self.random.choice(self.numbers())
        return Good({"contractNumber": one}, body=body, etag=f"/contracts/{one}")

    def list_contracts(self):
        return Good(query={"q": "東京", "status": "normal", "permission": "view", "sort": "number"})

    export_contracts = count_contracts = list_contracts

    def get_contract(self):
        return self.of_contract()

    def update_contract_memo(self):
        return self.of_contract({"memo": "営業部の代表番号"})

    def update_contract_contacts(self):
        return self.of_contract()

    def import_contract_memos(self):
        return Good(body=f"contractNumber,memo\r\n{self.random.choice(self.numbers())},代表番号\r\n")

    # --- oneself ---

    def get_me(self):
        return Good(etag="/me")

    def update_me(self):
        return Good(body={"department": "情報システム部", "phone": "03-1234-5678"}, etag="/me")

    def request_email_change(self):
        return Good(body={"email": self.world.fresh_email()})

    def change_password(self):
        new = f"{self.text()} {self.text()} {self.text()}"
        return Good(body={"currentPassword": OWN_PASSWORD, "newPassword": new})

    def step_up(self):
        return Good(body={"password": OWN_PASSWORD})

    def offered_app(self):
        """An app that is offered and not confirmed: its code."""
        secret = self.client.do("POST", "/me/totp", self.who).json()["secret"]
        return {"code": app_code(secret)}

    def confirm_totp(self):
        return Good(body=self.offered_app())

    def remove_totp(self):
        code = self.offered_app()
        self.client.send("POST", "/me/totp/confirm", self.who, code)
        return Good()

    make_recovery_codes = remove_totp

    def end_own_session(self):
        answer = self.world.spare_person(self.who).begin(self.client)
        from_answer(answer, SESSION)
        rows = self.get("/me/sessions")["items"]
        return Good({"id": next(row["id"] for row in rows if not row["current"])})

    def set_pins(self):
        return Good(body={"items": [{"kind": "contract", "target": self.random.choice(self.numbers())}]})

    def note_recent_operation(self):
        return Good(body={"kind": "contract", "target": self.random.choice(self.numbers())})

    def new_filter(self):
        return {"name": f"絞り込み {self.text()}", "query": {"q": "東京", "status": "normal"}}

    def add_saved_filter(self):
        """With room for one more: the oldest go. The ids tell the order."""
        rows = sorted(self.get("/me/saved-filters")["items"], key=lambda row: row["id"])
        for row in rows[:-10]:
            path = f"/me/saved-filters/{row['id']}"
            tag = self.client.send("GET", path, self.who).headers.get("ETag", "")
            self.client.send("DELETE", path, self.who, headers={"If-Match": tag})
        return Good(body=self.new_filter())

    def of_filter(self, body=None):
        room = self.add_saved_filter()
        one = self.make("/me/saved-filters", room.body).json()["id"]
        return Good({"id": one}, body=body, etag=f"/me/saved-filters/{one}")

    def get_saved_filter(self):
        return self.of_filter()

    def update_saved_filter(self):
        return self.of_filter(self.new_filter())

    delete_saved_filter = get_saved_filter

    # --- the company ---

    def update_company_notifications(self):
        body = {"addresses": ["somu@minato-shoji.example"], "language": "ja"}
        return Good(body=body, etag="/company/notifications")

    def update_company_security(self):
        return Good(body={"trustedBrowsers": True}, etag="/company/security")

    # --- ports ---

    def new_application(self):
        rules = self.get("/port-application-rules")
        day = self.day(rules["earliestDate"], rules["latestDate"])
        return {"effectiveDate": day, "addedPorts": 1, "remind": False}

    def submit_port_application(self):
        return Good(body=self.new_application())

    def of_application(self, body=None):
        one = self.make("/port-applications", self.new_application()).json()["number"]
        return Good({"number": one}, body=body, etag=f"/port-applications/{one}")

    def get_port_application(self):
        rows = self.items("/port-applications?pageSize=100")
        return Good({"number": self.random.choice(rows)["number"]})

    list_port_application_history = get_port_application

    def change_port_application(self):
        return self.of_application({"addedPorts": 2})

    def cancel_port_application(self):
        return self.of_application()

    def list_port_applications(self):
        return Good(query={"month": "2026-12", "q": "花子", "state": "accepted", "sort": "-number"})

    export_port_applications = list_port_applications

    def get_port_calendar(self):
        return Good(query={"from": "2026-12-01", "to": "2026-12-31"})

    # --- signing in ---

    def log_in(self):
        person = self.world.spare()
        body = {"email": person.email, "password": person.password, "memberNumber": person.member}
        return Good(body=body)

    def request_password_reset(self):
        return Good(body={"email": self.world.spare().email, "memberNumber": SPARE_MEMBER})

    def set_first_password(self):
        return Good(body={"password": OWN_PASSWORD})
