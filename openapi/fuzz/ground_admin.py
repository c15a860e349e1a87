"""Requests of a member's admin that the server should say yes to: his people's sessions, the trail, programs."""

import json

from good import Good
from people import Admin, Person


class AdminGround:
    # How often somebody is signed in to be signed out: codes by mail are few an hour.
    sign_ins = 5

    def list_company_sign_ins(self):
        return Good(query={"outcome": "succeeded", "from": "2026-01-01", "to": "2099-12-31"})

    def list_audit_events(self):
        return Good(query={"group": "accounts", "q": "港", "from": "2026-01-01", "to": "2099-12-31"})

    export_audit_events = list_audit_events

    def list_account_sessions(self):
        return Good({"id": self.other()})

    end_account_sessions = list_account_sessions

    def end_account_session(self):
        """A session of a colleague. Codes by mail are few an hour: he signs in where none is left."""
        taro = Person("taro@minato-shoji.example", Admin.person.member)
        rows = self.items("/accounts?pageSize=100", self.world.admin())
        one = next(row["id"] for row in rows if row["email"] == taro.email)
        path = f"/accounts/{one}/sessions"
        living = self.get(path, self.world.admin())["items"]
        if not living and self.sign_ins > 0:
            self.sign_ins -= 1
            taro.sign_in(self.world)
            living = self.get(path, self.world.admin())["items"]
        nothing = "00000000-0000-7000-8000-000000000000"
        return Good({"id": one, "sessionId": living[0]["id"] if living else nothing})

    # --- programs ---

    def new_client(self):
        """With room for one more: there are fifty at most."""
        rows = self.get("/api-clients")["items"]
        for row in rows[30:]:
            path = f"/api-clients/{row['id']}"
            tag = self.client.send("GET", path, self.who).headers.get("ETag", "")
            self.client.send("DELETE", path, self.who, headers={"If-Match": tag})
        return {"name": f"予約 {self.text()}", "scopes": ["log:read"], "validUntil": "9999-12-31"}

    def add_api_client(self):
        return Good(body=self.new_client())

    def of_client(self, body=None):
        made = self.client.do("POST", "/api-clients", self.who, self.new_client()).json()
        one = made["client"]
        self.secret = one["secrets"][0]["id"]
        return Good({"id": one["id"]}, body=body, etag=f"/api-clients/{one['id']}")

    def get_api_client(self):
        return self.of_client()

    delete_api_client = suspend_api_client = resume_api_client = get_api_client

    def update_api_client(self):
        return self.of_client({"name": "会議室", "allowedNetworks": ["203.0.113.0/24"]})

    def add_api_client_secret(self):
        return self.of_client({"validUntil": "2099-03-31"})

    def delete_api_client_secret(self):
        good = self.of_client()
        good.path["secretId"] = self.secret
        return good

    def jwk(self):
        x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
        return {"jwk": json.dumps({"kty": "OKP", "crv": "Ed25519", "kid": self.text(), "x": x})}

    def add_api_client_key(self):
        return self.of_client(self.jwk())

    def delete_api_client_key(self):
        good = self.of_client()
        path = f"/api-clients/{good.path['id']}/keys"
        shown = self.client.do("POST", path, self.who, self.jwk()).json()
        good.path["keyId"] = shown["keys"][0]["id"]
        return good

    def list_api_calls(self):
        return Good(query={"outcome": "refused", "from": "2026-01-01", "to": "2099-12-31"})
