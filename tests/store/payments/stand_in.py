"""A stand-in for Stripe: a real HTTP server in this process that answers with recorded bodies.

It knows what was sent with each idempotency key, and keeps the intents that were made.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

RECORDED = Path(__file__).parent / "recorded"
Body = dict[str, Any]


def recorded(name: str, **changes: Any) -> Body:
    """A recorded body, with some of its values changed."""
    body: Body = json.loads((RECORDED / f"{name}.json").read_text())
    return {**body, **changes}


@dataclass
class Ledger:
    """What the stand-in knows, and how it is to behave."""

    intents: dict[str, Body] = field(default_factory=dict)
    refunds: list[Body] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    """Customers by their payment methods."""
    answers: dict[str, tuple[str, int, Body]] = field(default_factory=dict)
    """What was sent and answered, by idempotency key."""
    requests: list[str] = field(default_factory=list)
    loses_answers: bool = False
    """Whether what was done isn't told: the connection ends instead."""
    is_down: bool = False

    def answer(self, method: str, path: str, form: Mapping[str, str]) -> tuple[int, Body]:  # noqa: PLR0911
        """The status and body of one request."""
        match method, *path.removeprefix("/v1/").split("/"):
            case "POST", "payment_intents":
                return self.pay(form)
            case "GET", "payment_intents", "search":
                order = form["query"].split("'")[3]
                found = [one for one in self.intents.values() if one["metadata"]["order"] == order]
                return 200, {"object": "search_result", "url": path, "has_more": False, "data": found}
            case "GET", "payment_intents", intent:
                return 200, self.intents[intent]
            case "POST", "payment_intents", intent, "cancel":
                self.intents[intent]["status"] = "canceled"
                return 200, self.intents[intent]
            case "POST", "refunds":
                return self.refund(form)
            case "POST", "customers":
                return 200, recorded("customer")
            case "POST", "payment_methods", token, "attach":
                self.kept[token] = form["customer"]
                return 200, recorded("payment_method", id=token, customer=form["customer"])
            case "POST", "payment_methods", token, "detach":
                self.kept.pop(token)
                return 200, recorded("payment_method", id=token)
        return 404, {
            "error": {"type": "invalid_request_error", "message": f"Unrecognized request URL {path}"}
        }

    def pay(self, form: Mapping[str, str]) -> tuple[int, Body]:
        """Make and confirm an intent, as the payment method's name says."""
        token = form["payment_method"]
        if token.startswith("pm_missing"):
            error = {"type": "invalid_request_error", "code": "resource_missing", "param": "payment_method"}
            return 400, {"error": error}
        number = f"pi_{len(self.intents) + 1}"
        statuses = {"pm_action": "requires_action", "pm_hold": "requires_capture", "pm_slow": "processing"}
        metadata = {key[9:-1]: value for key, value in form.items() if key.startswith("metadata[")}
        intent = recorded(
            "payment_intent", id=number, amount=int(form["amount"]), currency=form["currency"],
            metadata=metadata, payment_method=token, status=statuses.get(token, "succeeded"),
            client_secret=f"{number}_secret_x", customer=form.get("customer"),
        )  # fmt: skip
        self.intents[number] = intent
        if token == "pm_poor":
            intent["status"] = "requires_payment_method"
            body = recorded("card_declined")
            intent["last_payment_error"] = {**body["error"], "payment_intent": None}
            body["error"]["payment_intent"] = intent
            return 402, body
        return 200, intent

    def refund(self, form: Mapping[str, str]) -> tuple[int, Body]:
        """Give an intent back, or a part of it."""
        intent = self.intents[form["payment_intent"]]
        before = sum(one["amount"] for one in self.refunds if one["payment_intent"] == intent["id"])
        left = intent["amount"] - before
        if not left:
            return 400, {"error": {"type": "invalid_request_error", "code": "charge_already_refunded"}}
        amount = int(form.get("amount", left))
        self.refunds.append(recorded("refund", amount=amount, payment_intent=intent["id"]))
        return 200, self.refunds[-1]


class _Handler(BaseHTTPRequestHandler):
    ledger: Ledger
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._go(parts.path, parts.query)

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", "0"))
        self._go(self.path, self.rfile.read(length).decode())

    def _go(self, path: str, sent: str) -> None:
        ledger = self.ledger
        ledger.requests.append(f"{self.command} {path}")
        if ledger.is_down:
            return self._send(500, {"error": {"type": "api_error", "message": "down"}})
        assert self.headers["authorization"] == "Bearer sk_test_stand_in"
        key = self.headers.get("idempotency-key")
        if ledger.loses_answers and key in ledger.answers:
            return self._hang_up()
        known = ledger.answers.get(key or "")
        if known is not None:
            same = {"error": {"type": "idempotency_error", "message": "Keys can only be used with the same."}}
            return self._send(*(known[1:] if known[0] == sent else (400, same)))
        form = {name: values[0] for name, values in parse_qs(sent).items()}
        status, body = ledger.answer(self.command, path, form)
        if key:
            ledger.answers[key] = (sent, status, body)
        if ledger.loses_answers and self.command == "POST":
            return self._hang_up()
        return self._send(status, body)

    def _hang_up(self) -> None:
        self.close_connection = True

    def _send(self, status: int, body: Body) -> None:
        written = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(written)))
        self.send_header("request-id", "req_stand_in")
        self.end_headers()
        self.wfile.write(written)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def standing_in() -> Iterator[tuple[str, Ledger]]:
    """The stand-in's address and what it knows, while the block lasts."""
    ledger = Ledger()
    handler = type("Handler", (_Handler,), {"ledger": ledger})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", ledger
        finally:
            server.shutdown()
            thread.join()
