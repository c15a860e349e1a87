"""A Minato of our own: a throw-away database, a mailbox in a folder, free ports."""

import email
import email.policy
import os
import pathlib
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time

START_LIMIT = 60
MAIL_LIMIT = 15

# As clients of many networks, as real ones are: limits count tries by part of the network. The
# server believes our X-Forwarded-For because the test stands where its proxy would stand.
TRUSTED = "127.0.0.0/8"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    def __init__(self, program, folder, key=None, port=None, ops=None):
        self.program = program
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.key = key or secrets.token_urlsafe(32)
        self.port, self.ops = port or free_port(), ops or free_port()
        self.origin = f"http://localhost:{self.port}"
        self.api = f"http://127.0.0.1:{self.port}/api/v1"
        self.mails = self.folder / "mail"
        self.child = None

    def environment(self):
        (self.folder / "pages").mkdir(exist_ok=True)
        own = {
            "MINATO_DEMO": "true",
            "MINATO_SECRET_KEY": self.key,
            "DATABASE_URL": f"sqlite://{self.folder}/minato.sqlite",
            "MINATO_LISTEN": f"127.0.0.1:{self.port}",
            "MINATO_OPS_LISTEN": f"127.0.0.1:{self.ops}",
            "MINATO_PUBLIC_ORIGIN": self.origin,
            "MINATO_SPA_DIR": str(self.folder / "pages"),
            "MINATO_MAIL_DIR": str(self.mails),
            "MINATO_TRUSTED_PROXIES": TRUSTED,
            # How often a program may call is tested elsewhere.
            "MINATO_CLIENT_CALLS": "1000000",
            # It is not the cost of hashing that is tested here.
            "MINATO_PASSWORD_MEMORY_KIB": "8",
            "MINATO_LOG": "warn",
            "MINATO_LOG_FORMAT": "text",
        }
        rest = {k: v for k, v in os.environ.items() if not k.startswith("MINATO_")}
        return {**rest, **own}

    def run(self, *verb, said=""):
        """One verb of the program, told `said`; answers what it printed."""
        done = subprocess.run(
            [self.program, *verb], env=self.environment(), cwd=self.folder,
            input=said, capture_output=True, text=True,
        )
        if done.returncode != 0:
            raise RuntimeError(f"minato {' '.join(verb)}: {done.stderr}")
        return done.stdout

    def start(self):
        self.log = open(self.folder / "server.log", "ab")
        self.child = subprocess.Popen(
            [self.program, "serve"], env=self.environment(), cwd=self.folder,
            stdout=self.log, stderr=self.log,
        )
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            if self.child.poll() is not None:
                break
            if self.is_ready():
                return self
            time.sleep(0.05)
        raise RuntimeError("the server does not start:\n" + self.last_lines())

    def is_ready(self):
        try:
            with socket.create_connection(("127.0.0.1", self.ops), timeout=2) as ops:
                ops.sendall(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                return ops.recv(12) == b"HTTP/1.1 200"
        except OSError:
            return False

    def stop(self):
        if self.child and self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
            try:
                self.child.wait(35)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        self.child = None

    def last_lines(self, count=40):
        log = self.folder / "server.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else ""

    def copy(self, folder):
        """Another one with the same data. This one must have been stopped."""
        folder = pathlib.Path(folder)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(self.folder / "minato.sqlite", folder / "minato.sqlite")
        return Server(self.program, folder, self.key)

    def mail(self, address, pattern, since):
        """What `pattern` finds in the newest mail to `address` that came after `since`."""
        deadline = time.monotonic() + MAIL_LIMIT
        while time.monotonic() < deadline:
            for path in sorted(self.mails.glob("*.eml"), reverse=True):
                if path.name in since:
                    continue
                message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                if address.lower() not in message["To"].lower():
                    continue
                text = message.get_body(("plain",)).get_content()
                if found := re.search(pattern, text, re.MULTILINE):
                    return found.group(1)
            time.sleep(0.05)
        raise RuntimeError(f"no mail to {address} with {pattern}")

    def received(self):
        return {path.name for path in self.mails.glob("*.eml")}
