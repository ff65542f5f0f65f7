"""MySQL's client/server protocol, the server's side: packets, the handshake, results.

Public description: the "Client/Server Protocol" pages of the MySQL source documentation. What is ProxySQL's own choice
names its file.
"""

import hashlib
import os
import socket
import struct

NATIVE, CACHING = "mysql_native_password", "caching_sha2_password"
CONNECT_WITH_DB, SSL, SECURE, PLUGIN_AUTH, LENENC_AUTH = 0x8, 0x800, 0x8000, 0x80000, 0x200000
# lib/MySQL_Protocol.cpp, generate_pkt_initial_handshake(): found rows, long flag, protocol 4.1, ignore sigpipe, transactions,
# reserved, multi statements and results, session tracking, remember options. MULTI_STATEMENTS is announced although the admin
# port runs the first statement only; DEPRECATE_EOF is not, the admin port always ends results with EOF packets.
# The real one also announces compression; nobody has to use it, and this one could not.
CAPABILITIES = (0x1 | 0x2 | 0x4 | CONNECT_WITH_DB | 0x200 | 0x1000 | 0x2000 | 0x4000 | SECURE
                | 0x10000 | 0x20000 | 0x40000 | PLUGIN_AUTH | 0x800000 | 0x80000000)
AUTOCOMMIT = 2
UTF8MB4 = 45
LARGEST = 0xFFFFFF


class Gone(Exception):
    """The other side closed the connection, or is to be closed."""


class Wire:
    """Packets over one socket."""

    def __init__(self, sock):
        self.sock, self.sequence, self.waiting = sock, 0, []
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def exactly(self, count):
        """This many bytes, no more: TLS may begin right after them."""
        parts = []
        while count:
            try:
                part = self.sock.recv(count)
            except OSError as error:
                raise Gone(str(error)) from None
            if not part:
                raise Gone("closed")
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def read(self):
        """One packet, however many frames it takes."""
        whole = b""
        while True:
            header = self.exactly(4)
            length = int.from_bytes(header[:3], "little")
            self.sequence = (header[3] + 1) & 0xFF
            whole += self.exactly(length)
            if length < LARGEST:
                return whole

    def put(self, payload):
        """Queue one packet."""
        while True:
            part, payload = payload[:LARGEST], payload[LARGEST:]
            self.waiting.append(len(part).to_bytes(3, "little") + bytes([self.sequence]) + part)
            self.sequence = (self.sequence + 1) & 0xFF
            if len(part) < LARGEST:
                return

    def flush(self):
        """Send what is queued."""
        data, self.waiting = b"".join(self.waiting), []
        try:
            self.sock.sendall(data)
        except OSError as error:
            raise Gone(str(error)) from None

    def send(self, payload):
        """Queue one packet and send."""
        self.put(payload)
        self.flush()


def number(value):
    """A length-encoded integer."""
    if value < 0xFB:
        return bytes([value])
    if value < 0x10000:
        return b"\xfc" + struct.pack("<H", value)
    if value < 0x1000000:
        return b"\xfd" + value.to_bytes(3, "little")
    return b"\xfe" + struct.pack("<Q", value)


def text(value):
    """A length-encoded string."""
    return number(len(value)) + value


def encoded(value):
    """Text as bytes; bytes that are no UTF-8 come back as they came in."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogateescape")


def ok(affected=0, message=""):
    """An OK packet."""
    return b"\x00" + number(affected) + b"\x00" + struct.pack("<HH", AUTOCOMMIT, 0) + (text(encoded(message)) if message else b"")


def error(code, state, message):
    """An ERR packet."""
    return b"\xff" + struct.pack("<H", code) + b"#" + state.encode() + encoded(message)


def eof():
    """An EOF packet, the old end of columns and rows."""
    return b"\xfe" + struct.pack("<HH", 0, AUTOCOMMIT)


def column(name):
    """A column definition. Every column of the admin port is a VAR_STRING, whatever it is in SQLite:
    lib/MySQL_Session.cpp, SQLite3_to_MySQL()."""
    return (text(b"def") + text(b"") * 3 + text(encoded(name)) + text(b"") + b"\x0c" + struct.pack("<HIBHB", 33, 15, 0xFD, 1, 0x1F)
            + b"\x00\x00")


def put_rows(wire, names, rows):
    """Queue a result set."""
    wire.put(number(len(names)))
    for name in names:
        wire.put(column(name))
    wire.put(eof())
    for row in rows:
        wire.put(b"".join(b"\xfb" if value is None else text(encoded(value)) for value in row))
    wire.put(eof())


def scrambled(plugin, password, nonce):
    """What a client sends for a password."""
    if not password:
        return b""
    if plugin == NATIVE:
        first = hashlib.sha1(password.encode()).digest()
        mask = hashlib.sha1(nonce + hashlib.sha1(first).digest()).digest()
    else:
        first = hashlib.sha256(password.encode()).digest()
        mask = hashlib.sha256(hashlib.sha256(first).digest() + nonce).digest()
    return bytes(a ^ b for a, b in zip(first, mask))


class Reply:
    """A client's handshake response."""

    def __init__(self, payload):
        self.flags = struct.unpack_from("<I", payload)[0]
        rest = payload[32:]
        self.user, rest = cut(rest)
        length, rest = rest[0], rest[1:]  # lengths of 251 and more would be encoded otherwise; no password reply is that long
        self.answer, rest = rest[:length], rest[length:]
        self.database = b""
        if self.flags & CONNECT_WITH_DB:
            self.database, rest = cut(rest)
        self.plugin = cut(rest)[0].decode("ascii", "replace") if self.flags & PLUGIN_AUTH and rest else NATIVE
        self.user = self.user.decode("utf-8", "replace")


def cut(data):
    """A zero-terminated string and what follows it."""
    end = data.find(b"\0")
    return (data, b"") if end < 0 else (data[:end], data[end + 1:])


class Handshake:
    """Logs one client in. `password_of` gives a user's password, or None if there is no such user."""

    def __init__(self, wire, number_, password_of, version="8.0.11", plugin=NATIVE, tls=None):
        self.wire, self.number, self.password_of, self.version, self.plugin, self.tls = wire, number_, password_of, version, plugin, tls
        self.nonce = bytes(byte % 94 + 33 for byte in os.urandom(20))

    def greet(self):
        """The server speaks first."""
        flags = CAPABILITIES | (SSL if self.tls else 0)
        self.wire.send(b"\x0a" + self.version.encode() + b"\0" + struct.pack("<I", self.number) + self.nonce[:8] + b"\0"
                       + struct.pack("<HBHHB", flags & 0xFFFF, UTF8MB4, AUTOCOMMIT, flags >> 16, 21) + bytes(10)
                       + self.nonce[8:] + b"\0" + self.plugin.encode() + b"\0")

    def run(self):
        """The user's name and True if the password was right; the caller sends the last OK or ERR."""
        self.greet()
        payload = self.wire.read()
        if len(payload) == 32 and self.tls:
            self.wire.sock = self.tls.wrap_socket(self.wire.sock, server_side=True)
            payload = self.wire.read()
        if len(payload) < 34:
            raise Gone("no handshake response")
        reply = Reply(payload)
        plugin, answer = self.settle(reply)
        password = self.password_of(reply.user)
        right = password is not None and answer.rstrip(b"\0") == scrambled(plugin, password, self.nonce).rstrip(b"\0")
        if right and plugin == CACHING and password:
            self.wire.send(b"\x01\x03")  # the clear password is known here, so the fast way always works
        return reply.user, right

    def settle(self, reply):
        """The plugin both sides use. lib/MySQL_Protocol.cpp, PPHR_3() and process_pkt_handshake_response(): a client that does not
        begin with the announced plugin is switched to mysql_native_password, never to caching_sha2_password. A client library
        without mysql_native_password (Oracle's 9.x has it as a plugin file only) can log in only where
        mysql-default_authentication_plugin is caching_sha2_password."""
        if reply.plugin == self.plugin:
            return self.plugin, reply.answer
        self.wire.send(b"\xfe" + NATIVE.encode() + b"\0" + self.nonce + b"\0")
        return NATIVE, self.wire.read()
