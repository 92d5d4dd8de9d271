"""The mail server of scripts/smtp.sh: takes mail and prints it as JSON, a line each."""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = b"recado", b"post haste"


class Keeper:
    """Takes everything, except what is for `gone@` (never) and the first mail for `later@`."""

    def __init__(self):
        self.asked = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "gone":
            return f"550 5.1.1 nobody called {address} here"
        if name == "later" and address not in self.asked:
            self.asked.add(address)
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        part = lambda kind: mail.get_body((kind,)).get_content()
        told = {
            "encrypted": server.transport.get_extra_info("ssl_object") is not None,
            "user": session.authenticated,
            "sender": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "from": mail["from"],
            "subject": mail["subject"],
            "messageId": mail["message-id"],
            "text": part("plain"),
            "html": part("html"),
        }
        print(json.dumps(told), flush=True)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, given):
    right = isinstance(given, LoginPassword) and (given.login, given.password) == (USER, PASSWORD)
    return AuthResult(success=right, handled=False)  # an answer is still to be given


async def main(mode):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain("cert.pem", "key.pem")
    implicit = mode == "implicit"
    keeper = Keeper()

    def session():
        return SMTP(
            keeper,
            enable_SMTPUTF8=True,
            tls_context=None if implicit else context,
            require_starttls=not implicit,
            auth_required=True,
            auth_require_tls=not implicit,
            authenticator=authenticate,
            ident="recado test",
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", 0, ssl=context if implicit else None)
    print(f"READY {server.sockets[0].getsockname()[1]}", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main(sys.argv[1]))
