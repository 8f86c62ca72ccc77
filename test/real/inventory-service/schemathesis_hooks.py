"""What a caller does and a schema cannot say: each request has a key of its own, made now."""

import re
import secrets
import time

import schemathesis

UUID_V7 = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", re.IGNORECASE)


def uuid_v7() -> str:
    milliseconds = f"{int(time.time() * 1000):012x}"
    rest = secrets.token_hex(9)
    return f"{milliseconds[:8]}-{milliseconds[8:]}-7{rest[:3]}-8{rest[3:6]}-{rest[6:]}"


@schemathesis.hook
def before_call(context, case, kwargs):
    headers = case.headers or {}
    for name, value in list(headers.items()):
        # A key that is wrong on purpose stays wrong.
        if name.lower() == "idempotency-key" and UUID_V7.match(str(value)):
            headers[name] = uuid_v7()
