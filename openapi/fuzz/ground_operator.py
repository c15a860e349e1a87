"""The requests of the carrier's staff: a part of `Ground`, which says what this is."""

from good import Good
from people import OPERATOR_PASSWORD
from world import CROWD_MEMBER, SPARE_MEMBER, key


class OperatorGround:
    def log_in_operator(self):
        email, _ = self.world.set_up_operator()
        return Good(body={"email": email, "password": OPERATOR_PASSWORD})

    def set_up_operator(self):
        _, secret = self.world.operator_secret()
        return Good(body={"secret": secret, "password": OPERATOR_PASSWORD})

    def step_up_operator(self):
        return Good(body={"code": self.world.recovery_code(self.who)})

    def member(self):
        return self.world.state["companies"][1]

    def new_member(self):
        return {"memberNumber": f"M98-{self.digits(5)}", "name": "沖合通運株式会社", "address": "東京都港区"}

    def register_member(self):
        return Good(body=self.new_member())

    def list_members(self):
        return Good(query={"q": "予備", "state": "active"})

    def get_member(self):
        return Good({"memberNumber": self.member()})

    def update_member(self):
        number = self.world.state["companies"][2]
        body = {"name": "沖合通運株式会社", "contractedPorts": 40}
        return Good({"memberNumber": number}, body=body, etag=f"/operator/members/{number}")

    def list_member_accounts(self):
        return Good({"memberNumber": SPARE_MEMBER}, {"q": "予備", "role": "user", "sort": "name"})

    def add_member_account(self):
        return Good({"memberNumber": self.member()}, body=self.new_account())

    def send_opening_mail(self):
        """To somebody who has not got a mail yet: new people get one a minute."""
        rows = self.items(f"/operator/members/{CROWD_MEMBER}/accounts?state=invited&pageSize=100")
        return Good({"memberNumber": CROWD_MEMBER, "id": self.random.choice(rows)["id"]})

    def reset_member_factor(self):
        """The only admin of a member."""
        number = self.make("/operator/members", self.new_member()).json()["memberNumber"]
        path = f"/operator/members/{number}/accounts"
        one = self.make(path, {**self.new_account(), "role": "admin"}).json()["id"]
        return Good({"memberNumber": number, "id": one})

    def list_member_contracts(self):
        return Good({"memberNumber": CROWD_MEMBER}, {"q": "東京"})

    def list_services(self):
        return Good()

    def new_contract(self):
        services = self.items("/operator/services")
        return {
            "number": f"N{self.digits(9)}", "service": self.random.choice(services)["code"],
            "customerNumber": "C0004711", "site": "東京本社 3階", "appliedOn": "2026-03-02",
            "providedOn": "2026-04-01", "status": "normal",
        }

    def add_member_contract(self):
        return Good({"memberNumber": self.member()}, body=self.new_contract())

    def of_member_contract(self, body=None):
        path = f"/operator/members/{self.member()}/contracts"
        if "contract" not in self.known:
            self.known["contract"] = self.make(path, self.new_contract()).json()["number"]
        one = self.known["contract"]
        named = {"memberNumber": self.member(), "contractNumber": one}
        return Good(named, body=body, etag=f"{path}/{one}")

    def get_member_contract(self):
        return self.of_member_contract()

    def update_member_contract(self):
        return self.of_member_contract({"site": "東京本社 4階", "status": "abnormal"})

    def set_contract_statuses(self):
        number = self.of_member_contract().path["contractNumber"]
        return Good(body={"contracts": [{"number": number, "status": "warning"}]})

    def of_member_group(self, body=None, fresh=False):
        base = f"/operator/members/{self.member()}"
        one = self.group(base, self.who, fresh)
        named = {"memberNumber": self.member(), "id": one}
        return Good(named, body=body, etag=f"{base}/groups/{one}")

    def list_member_groups(self):
        return Good({"memberNumber": self.member()})

    def add_member_group(self):
        body = {"name": f"班 {self.text()}", "description": "試し"}
        return Good({"memberNumber": self.member()}, body=body)

    def get_member_group(self):
        return self.of_member_group()

    def update_member_group(self):
        return self.of_member_group({"name": f"班 {self.text()}"})

    def delete_member_group(self):
        return self.of_member_group(fresh=True)

    def member_account(self):
        if "member account" not in self.known:
            path = f"/operator/members/{self.member()}/accounts"
            self.known["member account"] = self.make(path, self.new_account()).json()["id"]
        return self.known["member account"]

    def set_member_group_accounts(self):
        return self.of_member_group({"accounts": [self.member_account()]})

    def set_member_group_range(self):
        number = self.of_member_contract().path["contractNumber"]
        code = self.random.choice(self.items("/operator/services"))["code"]
        return self.of_member_group({
            "services": [{"code": code, "permission": "view"}],
            "contracts": [{"number": number, "permission": "edit"}],
        })

    def get_automatic_group_accounts(self):
        path = f"/operator/members/{self.member()}/automatic-group/accounts"
        return Good({"memberNumber": self.member()}, etag=path)

    def set_automatic_group_accounts(self):
        good = self.get_automatic_group_accounts()
        good.body = {"accounts": [self.member_account()]}
        return good

    def new_service(self):
        return {
            "code": f"s-{self.text(12)}", "category": "voice", "nameJa": f"試し {self.text()}",
            "nameEn": f"Trial {self.text()}", "position": 10,
        }

    def add_service(self):
        return Good(body=self.new_service())

    def update_service(self):
        """Only the answers of making and changing one tell its tag."""
        made = self.make("/operator/services", self.new_service())
        body = {"nameEn": f"Trial {self.text()}", "position": 20}
        return Good({"code": made.json()["code"]}, body=body, etag=made.headers["ETag"])

    def members_file(self):
        new = self.new_member()
        return f"memberNumber,name,address\r\n{new['memberNumber']},{new['name']},{new['address']}\r\n"

    def import_file(self):
        return Good(query={"kind": "members"}, body=self.members_file())

    def get_import(self):
        if "import" not in self.known:
            answer = self.client.do(
                "POST", "/operator/imports?kind=members", self.who, headers=key(),
                body=self.members_file().encode(), kind="text/csv",
            )
            self.known["import"] = answer.json()["id"]
        return Good({"id": self.known["import"]})
