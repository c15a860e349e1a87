"""One flow of an integrator, through the client that was generated from the API document."""

import json
import os
import uuid
from http import HTTPStatus
from typing import TypeVar

import httpx
from minato_client import AuthenticatedClient
from minato_client.api.contracts import list_contracts
from minato_client.api.ports import (
    cancel_port_application,
    change_port_application,
    get_port_application,
    get_port_application_rules,
    submit_port_application,
)
from minato_client.models import ChangePortApplicationRequest, Problem, SubmitPortApplicationRequest
from minato_client.types import UNSET, Response

MINATO = os.environ["MINATO"]
T = TypeVar("T")


def token() -> str:
    """Bought as RFC 6749 says: what generators leave to libraries for OAuth2."""
    pair = (os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])
    answer = httpx.post(f"{MINATO}/oauth/token", auth=pair, data={"grant_type": "client_credentials"})
    answer.raise_for_status()
    return str(answer.json()["access_token"])


def good(answer: Response[T | Problem]) -> T:
    """What was asked for; a problem or nothing at all ends the program."""
    if isinstance(answer.parsed, Problem) or answer.parsed is None:
        raise SystemExit(f"{answer.status_code}: {answer.parsed}")
    return answer.parsed


client = AuthenticatedClient(f"{MINATO}/api/v1", token(), raise_on_unexpected_status=True)

contracts, cursor = [], None
while True:
    page = good(list_contracts.sync_detailed(client=client, page_size=20, cursor=cursor or UNSET))
    contracts += page.items
    if not (cursor := page.next_):
        break
assert len(contracts) == page.total, f"{len(contracts)} of {page.total}"

day = good(get_port_application_rules.sync_detailed(client=client)).earliest_date
wish = SubmitPortApplicationRequest(added_ports=2, effective_date=day.isoformat())
key = str(uuid.uuid4())
made = submit_port_application.sync_detailed(client=client, body=wish, idempotency_key=key)
again = submit_port_application.sync_detailed(client=client, body=wish, idempotency_key=key)
application = good(made)
assert good(again) == application, again.parsed

more = ChangePortApplicationRequest(added_ports=4)
number, tag = application.number, made.headers["ETag"]
change = change_port_application.sync_detailed(number, client=client, body=more, if_match=tag)
changed = good(change)
stale = change_port_application.sync_detailed(number, client=client, body=more, if_match=tag)
assert isinstance(stale.parsed, Problem), stale.parsed
assert stale.status_code == HTTPStatus.PRECONDITION_FAILED, stale.status_code

tag = change.headers["ETag"]
good(cancel_port_application.sync_detailed(number, client=client, if_match=tag))
read = good(get_port_application.sync_detailed(number, client=client))

print(json.dumps({
    "contracts": [contract.number for contract in contracts],
    "day": day.isoformat(),
    "applied": [application.number, application.added_ports],
    "changed": [changed.number, changed.added_ports],
    "stale": stale.parsed.code,
    "read": [read.number, read.effective_date.isoformat(), read.state],
}))
