"""Fuzzes the API against its document; ../README.md says what is asserted.

    python fuzz.py --program ../../target/debug/minato [--seed N] [--scale N] [--only LANE]
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from lane import Tally
from server import Server
from tokens import scope_of, wants_session
from world import World

HERE = pathlib.Path(__file__).parent
DOCUMENT = HERE.parent / "minato.json"
SEED = 20261123
LEAST = 20_000
ALL_PHASES = "examples,coverage,fuzzing,stateful"

# Lanes run side by side, each with a server and a database of its own, so that each is the same
# from run to run. Who asks; which phases; how many examples for each operation; which operations.
LANES = {
    "walk": None,
    "admin": (ALL_PHASES, 100, ["--exclude-tag=operator"]),
    "operator": (ALL_PHASES, 120, ["--include-tag=operator"]),
    "user": ("fuzzing", 25, ["--exclude-tag=operator"]),
    "nobody": ("coverage,fuzzing", 10, []),
    "program": ("examples,coverage,fuzzing", 25, scope_of),
    "tokens": ("fuzzing", 14, wants_session),
}

# The walk asks as everybody in turn.
PRINCIPAL = {"walk": "admin"}


class Run:
    """One lane."""

    def __init__(self, name, told, first, state, folder):
        self.name, self.folder = name, pathlib.Path(folder) / name
        self.server = first.copy(self.folder)
        self.result = self.folder / "result.json"
        self.told = {
            "program": self.server.program, "folder": str(self.folder), "key": self.server.key,
            "port": self.server.port, "ops": self.server.ops, "document": str(DOCUMENT),
            "state": state, "principal": PRINCIPAL.get(name, name), "seed": told.seed,
            "result": str(self.result),
        }
        self.seed, self.scale = told.seed, told.scale
        self.tally = Tally()

    def command(self):
        if self.name == "walk":
            return [sys.executable, str(HERE / "walk.py")]
        phases, examples, which = LANES[self.name]
        examples = max(1, round(examples * self.scale))
        if callable(which):
            which = [f"--include-operation-id={o['operationId']}" for o in operations() if which(o)]
        # Whoever has credentials carries them: generated ones are for nobody.
        made_up = str(self.name == "nobody").lower()
        return [
            sys.executable, "-m", "schemathesis.cli",
            "--config-file", str(HERE / "schemathesis.toml"),
            "run", str(DOCUMENT), "--url", self.server.api, "--phases", phases,
            "--max-examples", str(examples), "--seed", str(self.seed), "--workers", "1",
            "--generation-with-security-parameters", made_up,
            "--continue-on-failure", "--warnings", "off", "--no-color", *which,
        ]

    def go(self):
        start = time.monotonic()
        told = self.folder / "lane.json"
        told.write_text(json.dumps(self.told))
        environment = {
            **os.environ, "FUZZ_LANE": str(told), "PYTHONPATH": str(HERE),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        if self.name != "walk":
            environment["SCHEMATHESIS_HOOKS"] = "hooks"
        self.server.start()
        try:
            done = subprocess.run(
                self.command(), env=environment, cwd=self.folder, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )
        finally:
            self.server.stop()
        self.printed, self.passed = done.stdout, done.returncode == 0
        if self.result.exists():
            self.tally.add(self.result)
        mark = "✓" if self.passed else "✗"
        seconds = time.monotonic() - start
        print(f"{mark} {self.name}: {self.tally.total()} requests in {seconds:.0f} s", flush=True)
        return self


def operations():
    paths = json.loads(DOCUMENT.read_text())["paths"]
    return [operation for item in paths.values() for operation in item.values()]


def missing(tally):
    """What the counts do not show that they must."""
    faults = []
    if tally.total() < LEAST:
        faults.append(f"{tally.total()} requests are fewer than {LEAST}")
    for operation in operations():
        name = operation["operationId"]
        for kind in "24":
            if not any(status.startswith(kind) for status in tally.signed[name]):
                seen = dict(tally.signed[name])
                faults.append(f"{name} has never answered {kind}xx to somebody signed in: {seen}")
            if scope_of(operation) and not any(s.startswith(kind) for s in tally.program[name]):
                seen = dict(tally.program[name])
                faults.append(f"{name} has never answered {kind}xx to a program: {seen}")
    return faults


def prepare(told, folder):
    shutil.rmtree(folder, ignore_errors=True)
    first = Server(str(told.program.resolve()), folder)
    first.run("demo")
    first.start()
    try:
        return first, World.prepare(first)
    finally:
        first.stop()


def main():
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--program", required=True, type=pathlib.Path)
    told.add_argument("--seed", type=int, default=SEED)
    told.add_argument("--scale", type=float, default=1, help="so many times as many examples")
    told.add_argument("--only", choices=LANES, help="one lane, which proves less")
    told.add_argument("--keep", type=pathlib.Path, help="a folder in which everything stays")
    told = told.parse_args()
    start = time.monotonic()
    print(f"seed {told.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="minato-fuzz-") as folder:
        folder = told.keep or pathlib.Path(folder)
        first, state = prepare(told, folder / "first")
        names = [name for name in LANES if told.only in (None, name)]
        runs = [Run(name, told, first, state, folder) for name in names]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            runs = list(pool.map(Run.go, runs))
        tally = Tally()
        for run in runs:
            tally.merge(run.tally)
            if not run.passed:
                print(f"\n--- {run.name} ---\n{run.printed}\n{run.server.last_lines()}")
    faults = [] if told.only else missing(tally)
    for fault in faults:
        print("✗ " + fault)
    print(f"{tally.total()} requests in {time.monotonic() - start:.0f} s")
    sys.exit(1 if faults or not all(run.passed for run in runs) else 0)


if __name__ == "__main__":
    main()
