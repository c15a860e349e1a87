"""One lane of the fuzzing: one principal against one server. Read from the file that FUZZ_LANE names."""

import collections
import json
import os
import pathlib
import random

from ground import Ground
from people import PRINCIPALS
from server import Server
from world import World


def schemes_of(operation):
    """The names of the security schemes that an operation of the document asks for."""
    return {name for way in operation.get("security", []) for name in way}


def wants_somebody(operation):
    """Whether an operation cannot be asked by just anybody: a CSRF token alone names nobody."""
    ways = operation.get("security", [])
    return bool(ways) and all(set(way) - {"csrfToken"} for way in ways)


class Tally:
    """Which statuses each operation has answered, and which of them to a valid session or token; which
    of these to a token."""

    KINDS = ("all", "signed", "program")

    def __init__(self):
        for kind in self.KINDS:
            setattr(self, kind, collections.defaultdict(collections.Counter))

    def note(self, operation_id, status, signed, by_program=False):
        for kind, counts in zip(self.KINDS, (True, signed, by_program)):
            if counts:
                getattr(self, kind)[operation_id][str(status)] += 1

    def write(self, path):
        path = pathlib.Path(path)
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps({kind: getattr(self, kind) for kind in self.KINDS}))
        draft.replace(path)

    def add(self, path):
        """Adds what another process wrote."""
        read = json.loads(pathlib.Path(path).read_text())
        for kind in self.KINDS:
            self.plus(kind, read[kind])

    def merge(self, other):
        for kind in self.KINDS:
            self.plus(kind, getattr(other, kind))

    def plus(self, kind, theirs):
        for operation_id, counts in theirs.items():
            getattr(self, kind)[operation_id].update(counts)

    def total(self):
        return sum(counts.total() for counts in self.all.values())


class Lane:
    def __init__(self, told):
        self.told = told
        server = Server(told["program"], told["folder"], told["key"], told["port"], told["ops"])
        self.document = json.loads(pathlib.Path(told["document"]).read_text())
        self.world = World(server, told["state"])
        self.principal = PRINCIPALS[told["principal"]](self.world)
        self.random = random.Random(told["seed"])
        self.ground = Ground(self.world, self.document, told["seed"])
        self.tally = Tally()

    @staticmethod
    def load():
        return Lane(json.loads(pathlib.Path(os.environ["FUZZ_LANE"]).read_text()))

    def chance(self, share):
        return self.random.random() < share
