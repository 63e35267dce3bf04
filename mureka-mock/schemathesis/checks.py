"""What schemathesis cannot know of the mock by itself: what is a file, which account
there should be, and which refusals are right though the request is as documented."""

import json
import re

import requests
import schemathesis
from hypothesis import strategies

# Below this are the paths of useapi.net; Cloudsway has no accounts.
API = "/v1/mureka/"
# The account that there is from the start.
ACCOUNT = "12345678901234"
# What stands in its place in the documented examples.
PLACEHOLDER = "Optional Mureka API account"

# Any bytes, but some: there is no file of nothing.
schemathesis.openapi.media_type("audio/mpeg", strategies.binary(min_size=1, max_size=64))

# Words of a refusal that no schema announces.
REFUSALS = re.compile(
    # What is there and what is not.
    r"account: .* is not configured"
    r"|account: required, because several are configured"
    r"|account: none is configured"
    r"|account .*, which the id names, is not configured"
    r"|\w+: .* is not there"
    r"|account .*, which has it, is not configured"
    r"|last_id: .* is not a cursor of this list"
    # By the documents ids of jobs have a form, but which is not said.
    r"|Invalid job ID: .*"
    # JSON in a text, which is described by an extension.
    r"|conversation\W.*",
    re.DOTALL,
)

# Operations that were seen to ask for a token: once is enough.
asked = set()
# Operation and phase of the call before.
before = None


@schemathesis.check
def refused_with_a_reason(ctx, response, case):
    """A request that its schema takes is refused for a reason beyond schemas, or not."""
    if response.status_code != 400 or not case.meta.generation.mode.is_positive:
        return
    words = json.loads(response.content).get("error", "")
    assert REFUSALS.fullmatch(words), f"a request as documented is refused: {words}"


@schemathesis.check
def token_is_required(ctx, response, case):
    """What is answered well with a token gets 401 without."""
    if response.status_code >= 300 or case.operation.label in asked:
        return
    asked.add(case.operation.label)
    for authorization in (None, "Bearer", "Bearer ", "Basic dXNlcjox"):
        request = response.request.copy()
        request.headers.pop("Authorization", None)
        if authorization is not None:
            request.headers["Authorization"] = authorization
        status = send(request)
        assert status == 401, f"Authorization: {authorization} gets {status}, not 401"


@schemathesis.hook
def before_call(context, case, kwargs):
    """Has one account, that of the start, wherever an operation begins to be tried: else
    nearly all calls would be refused after those that add and remove accounts. Sequences
    of calls are left to themselves."""
    global before
    if isinstance(case.body, dict) and case.body.get("account") == PLACEHOLDER:
        case.body["account"] = ACCOUNT
    phase = case.meta.phase.name
    now = (phase, case.operation.label)
    if phase == "stateful" or now == before or not case.operation.path.startswith(API):
        return
    before = now
    session = requests.Session()
    session.trust_env = False
    session.headers["Authorization"] = "Bearer user:1-schemathesis"
    url = f"{case.operation.base_url.rstrip('/')}{API}accounts"
    token = {"account": ACCOUNT, "token": "token"}
    with session:
        found = session.get(url, timeout=10)
        # Without accounts there is no list of them, but 404.
        found = found.json() if found.ok else {}
        if ACCOUNT not in found:
            session.post(f"{url}/{ACCOUNT}", json=token, timeout=10).raise_for_status()
        for other in set(found) - {ACCOUNT}:
            session.delete(f"{url}/{requests.utils.quote(other, safe='')}", timeout=10).raise_for_status()


def send(request):
    with requests.Session() as session:
        session.trust_env = False
        return session.send(request, timeout=10).status_code
