"""A mail server (aiosmtpd) that tells on its output, a line of JSON each, where it listens and what it took.

The name of a recipient says how it is treated: `later…` is refused the first time for now, `never…` for good, the text
for `unread…` is refused for good, and who writes to `hanging…` waits for an answer that never comes.
"""

import asyncio
import email
import email.policy
import json
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

settings = json.loads(sys.argv[1])
seen = {}


def tell(**facts):
    print(json.dumps(facts), flush=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        seen[address] = seen.get(address, 0) + 1
        if address.startswith("later") and seen[address] == 1:
            return "450 4.2.1 not now"
        if address.startswith("never"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 well"

    async def handle_DATA(self, server, session, envelope):
        recipient = envelope.rcpt_tos[0]
        if recipient.startswith("unread"):
            return "554 5.6.0 not this text"
        if recipient.startswith("hanging"):
            tell(hanging=recipient)
            await asyncio.Event().wait()
        # What a mail program would show: the standard library's own reading of headers and text.
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        tell(
            mail={
                "sender": envelope.mail_from,
                "recipients": envelope.rcpt_tos,
                "name": session.host_name,
                "user": session.auth_data,
                "isEncrypted": server.transport.get_extra_info("sslcontext") is not None,
                "headers": {name.lower(): str(value) for name, value in mail.items()},
                "time": mail["Date"].datetime.timestamp(),
                "defects": [str(defect) for part in (mail, *mail.values()) for defect in part.defects],
                "text": mail.get_content().split("\r\n"),
                "lines": envelope.original_content.decode("ascii").split("\r\n"),
            }
        )
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    login, password = data.login.decode(), data.password.decode()
    if (login, password) != (settings["user"], settings["password"]):
        return AuthResult(success=False, handled=False)
    return AuthResult(success=True, auth_data=login)


def context():
    if "certificate" not in settings:
        return None
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(settings["certificate"], settings["key"])
    return made


def session():
    is_implicit = settings.get("isImplicit", False)
    return SMTP(
        Handler(),
        hostname="sink.example.cn",
        tls_context=None if is_implicit else context(),
        require_starttls=context() is not None and not is_implicit,
        authenticator=authenticate if "user" in settings else None,
        auth_required="user" in settings,
        auth_require_tls=not is_implicit,
    )


async def main():
    tls = context() if settings.get("isImplicit", False) else None
    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", settings.get("port", 0), ssl=tls)
    tell(port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


# Ends with the tests, however they end: when its input closes.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
asyncio.run(main())
