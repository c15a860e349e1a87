"""The checks must be able to fail: a pretended server with planted faults, each of which is noticed.

It answers a document of four operations: one is right, one fails, one says what the document does not
know, one asks nobody who he is. All run with the checks and the configuration of the fuzzing itself.
"""

import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import unittest

from doors import try_all
from fuzz import missing
from lane import Tally
from people import OPERATOR, SESSION, Credentials
from strict import make_strict
from tokens import decoded, fault, forgeries, signed_like

HERE = pathlib.Path(__file__).parent
SCHEMA = {
    "type": "object", "required": ["name"], "properties": {"name": {"type": "string"}},
}
PLANTED = ("right", "fails", "outside", "open", "undocumented")


def operation(name):
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    return {
        "operationId": name, "tags": [], "security": [{"session": []}],
        "responses": {
            "200": {"description": "Right.", "content": body}, "401": {"description": "Who?"},
            "500": {"description": "A defect."},
        },
    }


DOCUMENT = {
    "openapi": "3.1.0", "info": {"title": "Pretended", "version": "1"},
    "paths": {f"/{name}": {"get": operation(name)} for name in PLANTED},
    "components": {
        "schemas": {"Thing": SCHEMA},
        "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": SESSION}},
    },
}

HOOKS = '''
import schemathesis
from strict import make_strict

@schemathesis.hook
def before_load_schema(context, raw_schema):
    make_strict(raw_schema)

@schemathesis.auth(refresh_interval=None)
class Somebody:
    def get(self, case, context):
        return "living"

    def set(self, case, secret, context):
        case.cookies["%s"] = secret
''' % SESSION


class Pretended(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.split("?")[0].strip("/")
        signed = f"{SESSION}=living" in self.headers.get("Cookie", "")
        if name not in PLANTED:
            return self.answer(404, {})
        if not signed and name != "open":
            return self.answer(401, {"code": "notSignedIn"})
        if name == "fails":
            return self.answer(500, {"code": "internal"})
        if name == "outside":
            return self.answer(200, {"name": 5})
        if name == "undocumented":
            return self.answer(200, {"name": "a", "secret": "b"})
        return self.answer(200, {"name": "a"})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class ChecksNotice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pretended)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.url = f"http://127.0.0.1:{cls.server.server_port}"

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def fuzz(self, name):
        """What schemathesis says of one operation, by the checks of the fuzzing."""
        with tempfile.TemporaryDirectory() as folder:
            document, hooks = pathlib.Path(folder) / "document.json", pathlib.Path(folder) / "planted.py"
            document.write_text(json.dumps(DOCUMENT))
            hooks.write_text(HOOKS)
            done = subprocess.run(
                [
                    sys.executable, "-m", "schemathesis.cli",
                    "--config-file", str(HERE / "schemathesis.toml"), "run", str(document),
                    "--url", self.url, "--phases", "fuzzing", "--max-examples", "5", "--seed", "1",
                    "--include-operation-id", name, "--no-color",
                ],
                env={**os.environ, "SCHEMATHESIS_HOOKS": "planted", "PYTHONPATH": f"{HERE}:{folder}"},
                cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )
        return done.returncode, done.stdout

    def test_what_is_right_passes(self):
        code, printed = self.fuzz("right")
        self.assertEqual(code, 0, printed)

    def test_a_failure_of_the_server_is_noticed(self):
        code, printed = self.fuzz("fails")
        self.assertNotEqual(code, 0)
        self.assertIn("Server error", printed)

    def test_an_answer_outside_the_schema_is_noticed(self):
        for name in ("outside", "undocumented"):
            code, printed = self.fuzz(name)
            self.assertNotEqual(code, 0)
            self.assertIn("Response violates schema", printed)

    def test_ignored_authentication_is_noticed(self):
        code, printed = self.fuzz("open")
        self.assertNotEqual(code, 0)
        self.assertIn("API accepts requests without authentication", printed)


class DoorsNotice(unittest.TestCase):
    DOCUMENT = {"paths": {"/a": {"get": operation("a")}, "/b": {"post": {
        "operationId": "b", "security": [{"session": [], "csrfToken": []}],
    }}}}
    SESSIONS = {
        "session": Credentials({SESSION: "living"}, "right"),
        "operatorSession": Credentials({OPERATOR: "staff"}, "theirs"),
    }

    def try_with(self, faults):
        """A server that keeps its doors but for `faults`."""

        def call(method, path, who):
            signed = who.cookies.get(SESSION) == "living" or "open" in faults
            other = OPERATOR in who.cookies and "realms" in faults
            if not (signed or other):
                return 401, {"code": "notSignedIn"}
            if method == "POST" and who.token != "right" and "token" not in faults:
                return 403, {"code": "csrfRefused"}
            return 200, {}

        return try_all(self.DOCUMENT, call, self.SESSIONS)

    def test_doors_that_are_kept_pass(self):
        self.assertEqual(self.try_with([]), (11, []))

    def test_each_open_door_is_noticed(self):
        for fault in ("open", "realms", "token"):
            self.assertTrue(self.try_with([fault])[1], fault)


class TokensNotice(unittest.TestCase):
    """A program that may read, one that may not, and a token that does not hold."""

    READ = {"operationId": "read", "security": [{"session": []}, {"apiClient": ["things:read"]}]}
    PEOPLE = {"operationId": "people", "security": [{"session": []}]}
    STAFF = {"operationId": "staff", "security": [{"operatorSession": []}]}
    DOCUMENT = {"paths": {"/a": {"get": READ}, "/b": {"get": PEOPLE}, "/c": {"get": STAFF}}}
    RIGHT = Credentials(bearer="right", scopes=frozenset(["things:read"]), what="right")
    OTHER = Credentials(bearer="other", scopes=frozenset(["others:read"]), what="other")
    FORGED = Credentials(bearer="forged", holds=False, what="forged")

    def try_with(self, faults):
        """A server that keeps its doors but for `faults`."""

        def call(method, path, who):
            if who.bearer is None:
                return 401, {"code": "notSignedIn"}
            if path == "/c" and "staff" not in faults or who.bearer == "forged" and "forged" not in faults:
                return 401, {"code": "notSignedIn"}
            if path == "/b" and "people" not in faults:
                return 403, {"code": "forbidden"}
            if path == "/a" and who.bearer == "other" and "scope" not in faults:
                return 403, {"code": "scopeMissing"}
            return 200, {}

        sessions = {name: Credentials({name: "x"}, "y") for name in ("session", "operatorSession")}
        return try_all(self.DOCUMENT, call, sessions, [self.RIGHT, self.OTHER, self.FORGED])

    def test_doors_that_are_kept_pass(self):
        self.assertEqual(self.try_with([]), (20, []))

    def test_each_open_door_is_noticed(self):
        for planted in ("forged", "scope", "people", "staff"):
            self.assertTrue(self.try_with([planted])[1], planted)

    def test_a_generated_request_that_is_let_through_is_noticed(self):
        for operation, who, right in (
            (self.READ, self.FORGED, 401), (self.READ, self.OTHER, 403), (self.PEOPLE, self.RIGHT, 403),
            (self.STAFF, self.RIGHT, 401),
        ):
            self.assertIsNone(fault(operation, who, right))
            for status in (200, 204, 404, 409, 412, 422):
                self.assertIn(f"answered {status}", fault(operation, who, status))
        # Whoever has no token must not be told that it lacks a scope.
        self.assertIsNotNone(fault(self.READ, self.FORGED, 403))
        # What suffices may be answered anything that the document knows.
        self.assertIsNone(fault(self.READ, self.RIGHT, 422))

    def test_forgeries_are_no_copies(self):
        claims = {"exp": 1, "sub": "a"}
        token = signed_like("e30.e30.c2lnbmF0dXJl", {"alg": "EdDSA"}, claims)
        made = forgeries(token, b"key")
        self.assertEqual(len({token, *made.values()}), len(made) + 1)
        self.assertEqual(json.loads(decoded(made["another end"].split(".")[1]))["exp"], 3601)


class CountsNotice(unittest.TestCase):
    def test_too_few_requests_and_an_operation_without_success_are_named(self):
        tally = Tally()
        tally.note("get_me", 200, True)
        tally.note("get_me", 401, False)
        faults = "\n".join(missing(tally))
        self.assertIn("fewer than", faults)
        self.assertIn("get_me has never answered 4xx", faults)
        self.assertNotIn("get_me has never answered 2xx", faults)
        self.assertIn("add_group has never answered 2xx", faults)
        self.assertIn("get_company has never answered 2xx to a program", faults)
        self.assertNotIn("get_me has never answered 2xx to a program", faults)


class AnswersAreStrict(unittest.TestCase):
    def test_unknown_fields_are_forbidden_at_every_depth(self):
        inner = {"properties": {}, "type": "object"}
        document = {"components": {"schemas": {"A": {"oneOf": [inner]}, "B": dict(inner)}}}
        schemas = make_strict(document)["components"]["schemas"]
        self.assertIs(schemas["A"]["oneOf"][0]["additionalProperties"], False)
        self.assertIs(schemas["B"]["additionalProperties"], False)


if __name__ == "__main__":
    unittest.main()
