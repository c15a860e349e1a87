"""A request that the server should say yes to."""

import dataclasses


@dataclasses.dataclass
class Good:
    """The parts of a request; `etag` is the path that tells the tag for If-Match, or the tag."""

    path: dict = dataclasses.field(default_factory=dict)
    query: dict = dataclasses.field(default_factory=dict)
    body: object = None
    etag: str | None = None
