"""What schemathesis is told beside the document: who asks, and what generated requests are built onto.

A generated request that is meant to be valid still names ids that nobody has and tags of long ago, and
would see nothing but 404 and 412. So valid parts of it are replaced, in a good share of the requests, by
parts that the server should say yes to; of a body often all fields but one. What schemathesis made
invalid on purpose stays as it is.
"""

import atexit
import uuid

import schemathesis
from schemathesis.core.parameters import ParameterLocation as Location
from schemathesis.openapi.checks import IgnoredAuth

from lane import Lane, schemes_of, wants_somebody
from people import Refused, addresses
from strict import make_strict
from tokens import fault

LANE = Lane.load()

# How often a part is replaced by a good one.
PATH, QUERY, TAG, KEY = 0.9, 0.4, 0.8, 0.8
WHOLE_BODY, ALL_BUT_ONE_FIELD = 0.3, 0.4

# The tokens that were given to cases: who carries one asks as the principal of this lane.
given = set()
signed = {}


@schemathesis.hook
def before_load_schema(context, raw_schema):
    make_strict(raw_schema)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Leaves out what is no fault."""
    if isinstance(failure, IgnoredAuth):
        # The CSRF token alone says where a request comes from, not who asks: before somebody is known
        # any value will do. That it must be there is asserted in `doors.py`.
        return wants_somebody(operation_of(case))
    return True


def operation_of(case):
    return case.operation.definition.raw


def present_credentials(raw):
    return LANE.principal.credentials(raw["operationId"], schemes_of(raw))


def carry(case, who):
    for name, value in who.headers().items():
        case.headers[name] = value
        given.add(value)
    case.cookies.update(who.cookies)


if LANE.principal.name != "nobody":

    @schemathesis.auth(refresh_interval=None)
    class Principal:
        """Marks a request as one of this lane's principal."""

        def get(self, case, context):
            return present_credentials(context.operation.definition.raw)

        def set(self, case, who, context):
            carry(case, who)


def is_ours(case):
    headers = case.headers
    return any(headers.get(name) in given for name in ("X-CSRF-Token", "Authorization"))


@schemathesis.hook
def before_call(context, case, kwargs):
    raw = operation_of(case)
    if case.meta is None:
        return
    clean(case.headers)
    who = None
    if is_ours(case):
        # It may have been made before the session ended.
        who = present_credentials(raw)
        carry(case, who)
        if case.method == case.operation.method.upper():
            signed[case.id] = who
    build_on_good(case, raw, who)
    if "429" in raw["responses"]:
        case.headers["X-Forwarded-For"] = next(addresses)


def clean(headers):
    """HTTP knows no control characters in headers: the library beneath the server hangs up with a bare
    400, as it should, before a request is one."""
    for name, value in list(headers.items()):
        if isinstance(value, str) and not value.isprintable():
            headers[name] = "".join(c for c in value if c.isprintable() or ord(c) >= 160)


def build_on_good(case, raw, who):
    """Replaces valid parts of the case by good ones."""
    if who is None and wants_somebody(raw):
        return
    try:
        who = LANE.principal.on_ground(who or present_credentials(raw), schemes_of(raw))
        good = LANE.ground.good(raw["operationId"], who)
    except Refused:
        # Not for this principal.
        return
    invalid = case.meta.is_negative_at
    if not invalid(Location.PATH) and case.meta.phase.name != "stateful" and LANE.chance(PATH):
        case.path_parameters.update(good.path)
    if not invalid(Location.QUERY) and good.query and LANE.chance(QUERY):
        case.query = {**case.query, **good.query}
    if not invalid(Location.HEADER):
        set_headers(case, raw, good)
    if not invalid(Location.BODY):
        set_body(case, good)


def set_headers(case, raw, good):
    names = {part["name"] for part in raw.get("parameters", []) if part["in"] == "header"}
    if "If-Match" in names and LANE.chance(TAG):
        if tag := LANE.ground.tag(good):
            case.headers["If-Match"] = tag
    if "Idempotency-Key" in names and LANE.chance(KEY):
        case.headers["Idempotency-Key"] = str(uuid.UUID(int=LANE.random.getrandbits(128), version=4))


def set_body(case, good):
    if good.body is None or case.media_type is None:
        return
    roll = LANE.random.random()
    if roll < WHOLE_BODY or isinstance(good.body, str) and roll < WHOLE_BODY + ALL_BUT_ONE_FIELD:
        case.body = good.body
    elif roll < WHOLE_BODY + ALL_BUT_ONE_FIELD and isinstance(case.body, dict) and case.body:
        field = LANE.random.choice(sorted(case.body))
        case.body = {**good.body, field: case.body[field]}


@schemathesis.check
def tokens_open_what_they_may(ctx, response, case):
    """Of a token that does not suffice an operation says nothing but that."""
    who = signed.get(case.id)
    # A path that is wrong may be that of another operation.
    if who is None or who.bearer is None or case.meta.is_negative_at(Location.PATH):
        return
    if found := fault(operation_of(case), who, response.status_code):
        raise AssertionError(found)


@schemathesis.hook
def after_call(context, case, response):
    raw = operation_of(case)
    who = signed.get(case.id)
    ours = who is not None and who.holds
    by_program = ours and who.bearer is not None
    LANE.tally.note(raw["operationId"], response.status_code, ours, by_program)
    if ours and response.status_code == 401:
        LANE.principal.lost(raw["operationId"], schemes_of(raw))
    if ours and response.status_code == 403 and b'"stepUpRequired"' in response.content:
        LANE.principal.held.clear()


atexit.register(lambda: LANE.tally.write(LANE.told["result"]))
