"""What the contract says of a record, in Python: how it is hashed, signed and written. Shared by `audit-journal` and `use-archive`.

The standard library and nothing else. Its arithmetic takes as long as the numbers in it make it take: what signs with a key here should
not share its machine with whoever wants that key.
"""
import base64
import functools
import hashlib
import json
import os

ZERO = "0" * 64


# --- hashes and signatures ---------------------------------------------------------------------------------------------------------


def sm3_by_hand(message):
    """GM/T 0004, for an OpenSSL without it."""

    def left(x, n):
        return ((x << (n % 32)) | (x >> (32 - n % 32))) & 0xFFFFFFFF

    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = message + b"\x80" + b"\0" * ((55 - len(message)) % 64) + (8 * len(message)).to_bytes(8, "big")
    for at in range(0, len(padded), 64):
        w = [int.from_bytes(padded[at + 4 * i : at + 4 * i + 4], "big") for i in range(16)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ left(w[j - 3], 15)
            w.append(x ^ left(x, 15) ^ left(x, 23) ^ left(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            s1 = left((left(a, 12) + e + left(0x79CC4519 if j < 16 else 0x7A879D8A, j)) & 0xFFFFFFFF, 7)
            s2 = s1 ^ left(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
            t1 = (ff + d + s2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            t2 = (gg + h + s1 + w[j]) & 0xFFFFFFFF
            a, b, c, d, e, f, g, h = t1, a, left(b, 9), c, t2 ^ left(t2, 9) ^ left(t2, 17), e, left(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(word.to_bytes(4, "big") for word in state)


def sm3(message):
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", message).digest()
    return sm3_by_hand(message)


# RFC 8032, points as (x, y, 1, x * y).
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def ed_add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def ed_times(n, p):
    sum_ = (0, 1, 1, 0)
    while n:
        if n & 1:
            sum_ = ed_add(sum_, p)
        p = ed_add(p, p)
        n >>= 1
    return sum_


def ed_point(raw):
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    sign = raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


ED_BASE = ed_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(key, message, signature):
    r, s = ed_point(signature[:32]), int.from_bytes(signature[32:], "little")
    if s >= L or len(key) != 32:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    one, two = ed_times(s, ED_BASE), ed_add(r, ed_times(k, ed_point(key)))
    return not ((one[0] * two[2] - two[0] * one[2]) % P or (one[1] * two[2] - two[1] * one[2]) % P)


def ed_bytes(point):
    z = pow(point[2], P - 2, P)
    x, y = point[0] * z % P, point[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


class Ed25519Key:
    """A key that signs, from the file that `onecard keys new` writes: PKCS#8, its owner's alone."""

    BEFORE_SEED = bytes.fromhex("302e020100300506032b657004220420")

    def __init__(self, file):
        if os.stat(file).st_mode & 0o077:
            raise ValueError(f"{file}: must be its owner's alone (chmod 600)")
        with open(file, encoding="ascii") as pem:
            body = base64.b64decode("".join(line.strip() for line in pem if not line.startswith("-----")))
        if body[:-32] != self.BEFORE_SEED:
            raise ValueError(f"{file}: is no Ed25519 key (onecard keys new --for hosts --out FILE makes one)")
        hashed = hashlib.sha512(body[-32:]).digest()
        self.number = int.from_bytes(hashed[:32], "little") & (2**254 - 8) | 2**254
        self.prefix = hashed[32:]
        self.raw = ed_bytes(ed_times(self.number, ED_BASE))
        self.public = "ed25519:" + to_base64(self.raw)

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % L
        point = ed_bytes(ed_times(r, ED_BASE))
        k = int.from_bytes(hashlib.sha512(point + self.raw + message).digest(), "little") % L
        return point + ((r + k * self.number) % L).to_bytes(32, "little")

    def signed(self, value):
        """With `key` and `sig`, as every signed message of the contract."""
        said = {**value, "key": self.public}
        return {**said, "sig": to_base64(self.sign(canonical(said).encode()))}


# GM/T 0003.5, points as (x, y); None is the point at infinity.
Q = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A, B = Q - 3, 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)


def sm2_add(p, q):
    if p is None or q is None:
        return p or q
    if p[0] == q[0]:
        if (p[1] + q[1]) % Q == 0:
            return None
        slope = (3 * p[0] * p[0] + A) * pow(2 * p[1], Q - 2, Q) % Q
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], Q - 2, Q) % Q
    x = (slope * slope - p[0] - q[0]) % Q
    return x, (slope * (p[0] - x) - p[1]) % Q


def sm2_times(n, p):
    sum_ = None
    while n:
        if n & 1:
            sum_ = sm2_add(sum_, p)
        p = sm2_add(p, p)
        n >>= 1
    return sum_


def sm2(key, message, signature):
    x, y = int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(key) != 65 or key[0] != 4 or (y * y - x * x * x - A * x - B) % Q or not 0 < r < N or not 0 < s < N:
        return False
    user = b"1234567812345678"
    about = b"".join(part.to_bytes(32, "big") for part in (A, B, *G, x, y))
    e = int.from_bytes(sm3(sm3((8 * len(user)).to_bytes(2, "big") + user + about) + message), "big")
    t = (r + s) % N
    point = sm2_add(sm2_times(s, G), sm2_times(t, (x, y))) if t else None
    return point is not None and (e + point[0]) % N == r


@functools.lru_cache(maxsize=4096)  # a host runs for years
def signed(key, text, signature):
    kind, _, body = key.partition(":")
    try:
        raw, sig = from_base64(body), from_base64(signature)
        check = {"ed25519": ed25519, "sm2": sm2}[kind]
        return len(sig) == 64 and check(raw, text.encode(), sig)
    except (ValueError, KeyError, IndexError):
        return False


def from_base64(text):
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def to_base64(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


# --- one line ----------------------------------------------------------------------------------------------------------------------


def canonical(value):
    """RFC 8785; the names of the contract are plain ASCII, and its numbers whole."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def once(pairs):
    names = dict(pairs)
    if len(names) < len(pairs):
        raise ValueError("a name twice")
    return names


def no_fraction(text):
    raise ValueError("a number that is not whole: " + text)


class Row:
    """One line of an export, read; ValueError if it is no event."""

    def __init__(self, text, line):
        self.text, self.line = text, line
        try:
            self.event = json.loads(text, object_pairs_hook=once, parse_float=no_fraction, parse_constant=no_fraction)
            text.encode()
        except RecursionError:
            raise ValueError("nested too deep") from None
        if not isinstance(self.event, dict) or not isinstance(self.event.get("data"), dict):
            raise ValueError("no event")
        self.data = self.event["data"]
        self.device, self.epoch, self.seq = self.said("device"), self.said("epoch"), self.number("seq")
        self.place = f"{self.epoch}:{self.seq}"

    def said(self, name):
        value = self.data.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name):
        value = self.data.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else 0

    def items(self, name):
        value = self.data.get(name)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

    def pairs(self, name):
        value = self.data.get(name)
        return [(key, text) for key, text in value.items() if isinstance(text, str)] if isinstance(value, dict) else []

    def is_(self, kind, what=None):
        return self.event.get("type") == f"onecard.{kind}.v1" and (what is None or self.said("what") == what)

    def without(self, *members):
        data = {name: value for name, value in self.data.items() if name not in members}
        return canonical({**self.event, "data": data})

    def must_be_signed(self):
        return self.is_("system", "epoch") or self.is_("system", "checkpoint") or "sig" in self.data
