"""What an archive of use holds, and how far it is proved: one SQLite file. `use-archive` fills it from a broker and answers by it.

Nobody is believed for having spoken in a device's name. What a device has signed stands for all before it in its chain; what it has not,
or not yet, is kept, and moves nothing that could make a device let go of what nobody else has.
"""
import datetime
import json
import os
import pathlib
import re
import sqlite3
import sys
import time

from journal_proof import ZERO, Row, canonical, signed, sm3

SCHEMA = pathlib.Path(__file__).resolve().parent.parent / "firmware-app/src/main/resources/contract/schemas/event.schema.json"
TOKEN = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
EPOCH = re.compile(r"[0-9a-f]{8}")
HASH = re.compile(r"[0-9a-f]{64}")
KEY = re.compile(r"ed25519:[A-Za-z0-9_-]{43}|sm2:[A-Za-z0-9_-]{87}")
SEQ_MAX = 2**53 - 1  # by the contract
REPLAY_MAX = 1_000  # records, by the contract
BYTES_MAX = 256 * 1_024  # of a message: an event has one or two, the settlement of a long day some ten
DEVICES_MAX = 4_096  # of a site: whoever may publish could invent more
WRONG_MAX = 1_000  # alarms of a device and a rule that are told apart, with what came; the rest is counted
SEALS_MAX = 100  # of a device that are looked at in one turn: each takes some milliseconds
STRANGE_MAX = 3  # times that a gap is asked for in what no signature vouches for
LAYOUT = 1  # 0: the time of an event was its own, whatever its clock was worth


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def rfc3339(at):
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def counts_from(event, received):
    """From when on an event is old: its own time, where its device trusted its clock; else, and where that lies ahead, from when it came
    here. A clock that stood at 1970 would have it erased at once, and one that ran ahead never."""
    try:
        own = int(datetime.datetime.fromisoformat(str(event.get("time")).replace("Z", "+00:00")).timestamp())
    except (ValueError, OverflowError):
        return received
    return min(own, received) if event["data"].get("clock") in ("synced", "rtc") else received


def tokens(value):
    """Everybody whom an event names: 32 hex digits in a row, as a text, in one or as a name, wherever it stands."""
    found, rest = set(), [value]
    while rest:  # however deep it is nested
        one = rest.pop()
        if isinstance(one, str):
            found.update(TOKEN.findall(one))
        elif isinstance(one, dict):
            rest += [*one, *one.values()]
        elif isinstance(one, list):
            rest += one
    return found


def names(text, token):
    """Whether a message that is no event names somebody, however that is written."""
    plain = re.sub(r"\\u00([0-9a-fA-F]{2})", lambda one: chr(int(one[1], 16)), text or "")
    return token in plain.lower()


def place(said):
    """Of `first` or `head` of a birth, as (epoch, seq); (None, None) if it is none."""
    epoch, seq = (said.get("epoch"), said.get("seq")) if isinstance(said, dict) else (None, None)
    good = isinstance(epoch, str) and EPOCH.fullmatch(epoch) and isinstance(seq, int) and not isinstance(seq, bool) and 0 < seq <= SEQ_MAX
    return (epoch, seq) if good else (None, None)


class Rules:
    """What each kind of event is for and how long it is kept, by the schema."""

    def __init__(self, file=SCHEMA):
        schema = json.loads(file.read_text(encoding="utf-8"))
        self.purposes, self.retention, self.classes = schema["x-purposes"], schema["x-retention"], schema["x-retention-classes"]

    def purpose(self, kind, scene):
        purpose = self.purposes.get(kind, "unknown")
        return purpose.get(scene, "unknown") if isinstance(purpose, dict) else purpose

    def kept(self, kind):
        """What nobody has put in a class yet is kept like money: it can still be taken away later."""
        return self.retention.get(kind, "accounting")

    def erasable(self):
        return [name for name, rule in self.classes.items() if rule["erasable"]]


class Archive:
    """One SQLite file. Whoever changes it commits."""

    TABLES = """
    CREATE TABLE IF NOT EXISTS event(
      device TEXT, epoch TEXT, seq INTEGER, hash TEXT, prev TEXT, kind TEXT, purpose TEXT, class TEXT, at INTEGER, sealed INTEGER,
      text TEXT, PRIMARY KEY(device, epoch, seq, hash)) WITHOUT ROWID;
      -- at: from when on it is old; sealed: 1 must be signed, 2 is, 3 is not; text: NULL once it was taken away
    CREATE INDEX IF NOT EXISTS seal ON event(device) WHERE sealed = 1;
    CREATE INDEX IF NOT EXISTS vouched ON event(device, epoch, seq) WHERE sealed = 2;
    CREATE INDEX IF NOT EXISTS link ON event(device, hash);
    CREATE TABLE IF NOT EXISTS named(token TEXT, device TEXT, epoch TEXT, seq INTEGER, hash TEXT,
      PRIMARY KEY(token, device, epoch, seq, hash)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS device(name TEXT PRIMARY KEY, key TEXT, first_epoch TEXT, first_seq INTEGER, head_epoch TEXT,
      head_seq INTEGER);
    CREATE TABLE IF NOT EXISTS proved(device TEXT, epoch TEXT, seq INTEGER, hash TEXT, PRIMARY KEY(device, epoch));  -- by a signature
    CREATE TABLE IF NOT EXISTS whole(device TEXT, epoch TEXT, seq INTEGER, hash TEXT, PRIMARY KEY(device, epoch));  -- no gap up to here
    CREATE TABLE IF NOT EXISTS alarm(device TEXT, rule TEXT, place TEXT, what TEXT, at TEXT, payload TEXT,
      PRIMARY KEY(device, rule, place, what));
    CREATE TABLE IF NOT EXISTS more(device TEXT PRIMARY KEY, alarms INTEGER);  -- that were not kept
    CREATE TABLE IF NOT EXISTS asked(id TEXT PRIMARY KEY, device TEXT, epoch TEXT, first INTEGER, last INTEGER, at TEXT, answer TEXT);
    CREATE TABLE IF NOT EXISTS erased(token TEXT PRIMARY KEY, at INTEGER);  -- by its hash; what comes late of before then comes empty
    """

    def __init__(self, file, max_mb=None):
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        self.db = sqlite3.connect(file, timeout=60)  # another command may be at it
        self.db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;" + self.TABLES)
        if max_mb:
            size, = self.one("PRAGMA page_size")
            self.db.execute(f"PRAGMA max_page_count = {max_mb * 2**20 // size}")
        layout, = self.one("PRAGMA user_version")
        if layout < LAYOUT:
            self.db.create_function("counts_from", 2, lambda text, received: counts_from(json.loads(text), received), deterministic=True)
            self.db.execute("UPDATE event SET at = counts_from(text, ?) WHERE text IS NOT NULL", (int(time.time()),))
            self.db.execute(f"PRAGMA user_version = {LAYOUT}")
            self.db.commit()

    def rows(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    def one(self, sql, *values):
        return self.db.execute(sql, values).fetchone()

    def alarm(self, device, rule, place, what, payload=None):
        """Once; a payload is what came, where it is kept nowhere else. Place and what are in our words alone, for they are logged."""
        if self.one("SELECT 1 FROM alarm WHERE device = ? AND rule = ? AND place = ? AND what = ?", device, rule, place, what):
            return
        if self.one("SELECT count(*) FROM alarm WHERE device = ? AND rule = ?", device, rule)[0] >= WRONG_MAX:
            self.db.execute("INSERT INTO more VALUES(?, 1) ON CONFLICT(device) DO UPDATE SET alarms = alarms + 1", (device,))
            return
        self.db.execute("INSERT INTO alarm VALUES(?,?,?,?,?,?)", (device, rule, place, what, rfc3339(now()), payload))
        print(f"use-archive: {device} {rule} {place}: {what}", file=sys.stderr, flush=True)

    # --- an event -----------------------------------------------------------------------------------------------------------------

    def take(self, site, topic, payload, rules):
        """Keeps what came on a topic `evt/POINT/KIND`; true if it is new."""
        text = payload.decode("utf-8", errors="backslashreplace")
        device, point, kind = topic[3], topic[5], topic[6]
        try:
            event = Row(text, 0).event
            row = Row(canonical({name: value for name, value in event.items() if name not in ("replayed", "latencyus")}), 0)
        except (ValueError, RecursionError) as why:
            what = "is not to be read: " + type(why).__name__  # never its words, which may hold what came
            self.alarm(device, "EVENT", sm3(payload).hex()[:16], what, text)
            return False
        at = row.place if EPOCH.fullmatch(row.epoch) and 1 <= row.seq <= SEQ_MAX else "?"
        digest = row.said("hash")
        said = (row.said("site"), row.device, row.said("point"), row.event.get("type"), row.event.get("id"))
        if said != (site, device, point, f"onecard.{kind}.v1", f"{device}:{row.place}") or at == "?":
            self.alarm(device, "EVENT", f"{at} {sm3(payload).hex()[:16]}", "is not what its topic says", text)
            return False
        if sm3(row.without("hash").encode()).hex() != digest:
            self.alarm(device, "HASH", f"{at} {sm3(payload).hex()[:16]}", "says another hash", text)
            return False
        return self.keep(row, kind, digest, rules)

    def keep(self, row, kind, digest, rules):
        place = (row.device, row.epoch, row.seq)
        others = [held for held, in self.rows("SELECT hash FROM event WHERE device = ? AND epoch = ? AND seq = ?", *place)]
        if digest in others:
            return False
        if others:
            self.alarm(row.device, "TWICE", row.place, f"two events have that id: {others[0]} and {digest}")
        at = counts_from(row.event, int(time.time()))
        purpose, keeps = rules.purpose(kind, row.said("scene")), rules.kept(kind)
        named = tokens(row.event)
        late = keeps in rules.erasable() and any(self.is_erased(name, at) for name in named)
        sealed = 1 if row.must_be_signed() else 0
        if late and sealed:
            sealed = 3  # no device signs a record of that class, and without its content nobody can tell
        self.db.execute(
            "INSERT INTO event VALUES(?,?,?,?,?,?,?,?,?,?,?)",
            (*place, digest, row.said("prev"), kind, purpose, keeps, at, sealed, None if late else row.text),
        )
        if not late:
            self.db.executemany("INSERT OR IGNORE INTO named VALUES(?,?,?,?,?)", [(name, *place, digest) for name in named])
        return True

    def is_erased(self, token, at):
        found = self.one("SELECT at FROM erased WHERE token = ?", sm3(token.encode()).hex())
        return found is not None and at <= found[0]

    # --- a device -----------------------------------------------------------------------------------------------------------------

    def known(self, device):
        """Makes room for what comes of it; false where its name is none, or there are too many."""
        if not NAME.fullmatch(device):
            self.alarm("?", "DEVICE", "?", "something came by a name that no device has")
            return False
        if self.one("SELECT 1 FROM device WHERE name = ?", device):
            return True
        if self.one("SELECT count(*) FROM device")[0] >= DEVICES_MAX:
            self.alarm("?", "DEVICE", "?", f"more than {DEVICES_MAX} devices: the rest is not heard")
            return False
        self.db.execute("INSERT INTO device(name) VALUES(?)", (device,))
        return True

    def born(self, site, device, birth):
        """What `birth` says; a key is believed the first time, or as --trust says, and never changes by itself. Where its journal begins
        and ends is believed as far as that key has signed it, and the beginning never goes back: the rest of an epoch is gone."""
        key = birth.get("device_key")
        if (birth.get("site"), birth.get("device")) != (site, device) or not isinstance(key, str) or not KEY.fullmatch(key):
            self.alarm(device, "BIRTH", "birth", "is not what its topic says")
            return
        known, = self.one("SELECT key FROM device WHERE name = ?", device)
        if known and known.split("+")[0] != key:
            self.alarm(device, "KEY", "birth", f"says the key {key}")
            return
        if not known:
            self.db.execute("UPDATE device SET key = ? WHERE name = ?", (key, device))
        for which, members in (("first", ("epoch", "seq")), ("head", ("epoch", "hash", "seq"))):
            if which not in birth:
                continue  # its journal is empty
            said = birth[which]
            epoch, seq = place(said)
            # Its text is made anew from what is believed of it, so that the signature of one never stands for the other.
            if epoch is None or not signed(key, canonical({name: said.get(name) for name in members}), str(said.get("sig"))):
                self.alarm(device, "BIRTH", which, "is not signed by this device")
                continue
            self.db.execute(
                f"UPDATE device SET {which}_seq = CASE {which}_epoch WHEN ?1 THEN max({which}_seq, ?2) ELSE ?2 END, {which}_epoch = ?1"
                " WHERE name = ?3",
                (epoch, seq, device),
            )

    def trust(self, device, key):
        """That key from here on. What its board's predecessors signed goes on to count, since the board brings what they had not sent; and
        what seemed to be nobody's is looked at once more."""
        known = self.one("SELECT key FROM device WHERE name = ?", device)
        former = (known[0] or "").split("+") if known else []
        keys = "+".join([key, *(one for one in former if one and one != key)])
        self.db.execute("INSERT INTO device(name, key) VALUES(?,?) ON CONFLICT(name) DO UPDATE SET key = excluded.key", (device, keys))
        if known and known[0] != keys:
            self.db.execute("UPDATE event SET sealed = 1 WHERE device = ? AND sealed = 3 AND text IS NOT NULL", (device,))

    def devices(self):
        return [name for name, in self.rows("SELECT name FROM device ORDER BY name")]

    def check_seals(self, most=SEALS_MAX):
        """Records that must be signed, once their device's key is known; true while there are more."""
        more = False
        for device, keys in self.rows("SELECT name, key FROM device WHERE key IS NOT NULL"):
            waiting = self.rows(
                "SELECT epoch, seq, hash, text FROM event WHERE device = ? AND sealed = 1 AND text IS NOT NULL LIMIT ?", device, most
            )
            for epoch, seq, digest, text in waiting:
                row = Row(text, 0)
                good = any(signed(key, row.without("hash", "sig"), row.said("sig")) for key in keys.split("+"))
                if not good:
                    self.alarm(device, "SIGNATURE", row.place, "is not signed by this device")
                self.db.execute(
                    "UPDATE event SET sealed = ? WHERE device = ? AND epoch = ? AND seq = ? AND hash = ?",
                    (2 if good else 3, device, epoch, seq, digest),
                )
            more |= len(waiting) == most
        return more

    def openings(self, device):
        """Of each epoch whose first record is signed, the head that it follows."""
        return dict(self.rows("SELECT epoch, prev FROM event WHERE device = ? AND seq = 1 AND sealed = 2", device))

    def end(self, device, epoch, openings):
        """Of an epoch that another one follows the record that it follows, as (seq, hash), if that is here."""
        sql = "SELECT seq, hash FROM event WHERE device = ? AND hash = ? AND epoch = ?"
        return max(filter(None, (self.one(sql, device, prev, epoch) for prev in openings.values())), default=None)

    def go_on(self, device, epoch, openings):
        """How far an epoch is whole, as (seq, hash, whether it ends there): without a gap and chained, from the first record that can
        still be had. A record that is signed vouches for all before it; behind the last such one what follows counts until it is shown
        to be another's."""
        first_epoch, first_seq = self.one("SELECT first_epoch, first_seq FROM device WHERE name = ?", device) or (None, None)
        start = first_seq if first_epoch == epoch else 1
        end = self.end(device, epoch, openings)
        proved = self.one("SELECT seq, hash FROM proved WHERE device = ? AND epoch = ?", device, epoch) or (0, None)
        proved = self.vouched(device, epoch, end, *proved)
        at, head = self.followed(device, epoch, end, *proved)
        if at + 1 < start:
            if at:
                self.alarm(device, "LOST", f"{epoch}:{at + 1}", f"up to {epoch}:{start - 1} is purged there, and was never here")
            proved = self.vouched(device, epoch, end, start - 1, None)
            at, head = self.followed(device, epoch, end, *proved)
        if proved[1]:
            self.db.execute("INSERT OR REPLACE INTO proved VALUES(?,?,?,?)", (device, epoch, *proved))
        if head:
            self.db.execute("INSERT OR REPLACE INTO whole VALUES(?,?,?,?)", (device, epoch, at, head))
        return at, head, end is not None and proved >= end

    def vouched(self, device, epoch, end, at, head):
        """From there on as far as a signature reaches whose chain leads back to there."""
        sql = "SELECT seq, hash FROM event WHERE device = ? AND epoch = ? AND sealed = 2 AND seq > ?"
        for seq, digest in sorted({*self.rows(sql, device, epoch, at), *([end] if end and end[0] > at else [])}):
            before = self.back(device, epoch, seq, digest, at)
            if before is None:
                break  # some between are missing
            if head and before != head:
                self.alarm(device, "CHAIN", f"{epoch}:{seq}", "is signed, and does not follow what was signed before")
                break
            at, head = seq, digest
        return at, head

    def back(self, device, epoch, seq, digest, to):
        """The hash at an earlier place that a record follows; None if one between is not here."""
        sql = "SELECT prev FROM event WHERE device = ? AND epoch = ? AND seq = ? AND hash = ?"
        while seq > to:
            found = self.one(sql, device, epoch, seq, digest)
            if found is None:
                return None
            seq, digest = seq - 1, found[0]
        return digest

    def followed(self, device, epoch, end, at, head):
        """From there on as far as each follows the one before. What must be signed and is not is as if it had not come."""
        if at == 0 or end and at >= end[0]:
            return at, head  # an epoch begins with a signed record, or is none; what follows its end somebody else has made up
        places = {}
        for seq, digest, prev in self.db.execute(
            "SELECT seq, hash, prev FROM event WHERE device = ? AND epoch = ? AND seq > ? AND sealed IN (0, 2) ORDER BY seq", (device, epoch, at)
        ):
            if seq > at + len(places) + 1:
                break
            places.setdefault(seq, []).append((digest, prev))
        for seq, ones in places.items():
            fits = [digest for digest, prev in ones if not head or prev == head]
            if not fits:
                self.alarm(device, "CHAIN", f"{epoch}:{seq}", "does not follow the one before")
                break
            if len(fits) > 1:  # the next one tells which
                fits = [digest for digest in fits if any(prev == digest for _, prev in places.get(seq + 1, ()))]
                if len(fits) != 1:
                    break
            at, head = seq, fits[0]
        return at, head

    def epochs(self, device):
        """In their order, which is that of their chain, with the last seq that is known of: a later epoch names the head of the one
        before. Those that no signature vouches for are apart: anybody could invent them."""
        # By its index; a look at every row would take the longer the more there are.
        known = {
            epoch: self.one("SELECT max(seq) FROM event WHERE device = ? AND epoch = ?", device, epoch)[0]
            for epoch, in self.rows(
                "WITH RECURSIVE e(epoch) AS (SELECT min(epoch) FROM event WHERE device = ?1 UNION ALL SELECT"
                " (SELECT min(epoch) FROM event WHERE device = ?1 AND epoch > e.epoch) FROM e WHERE e.epoch IS NOT NULL)"
                " SELECT epoch FROM e WHERE epoch IS NOT NULL",
                device,
            )
        }
        openings = self.openings(device)
        said = self.one("SELECT first_epoch, first_seq, head_epoch, head_seq FROM device WHERE name = ?", device) or (None,) * 4
        for epoch, seq in (said[:2], said[2:]):
            if epoch:
                known[epoch] = max(known.get(epoch, 0), seq)
        before = {}
        for epoch, prev in openings.items():
            named = self.one("SELECT epoch FROM event WHERE device = ? AND hash = ?", device, prev)
            before[epoch] = named[0] if named else None
        ours = [epoch for epoch in sorted(known, key=lambda one: (one == said[2], one != said[0], one)) if epoch in (*openings, said[0], said[2])]
        order = []
        while len(order) < len(ours):
            ready = [epoch for epoch in ours if epoch not in order and (before.get(epoch) not in ours or before[epoch] in order)]
            order.append((ready or [epoch for epoch in ours if epoch not in order])[0])
        return order, [epoch for epoch in sorted(known) if epoch not in ours], known, openings

    def standing(self, device):
        """What may be acknowledged, as (epoch, seq, hash) or None, and the first gap, as (epoch, from, to) or None."""
        held, gap = None, None
        first = (self.one("SELECT first_epoch FROM device WHERE name = ?", device) or (None,))[0]
        order, strange, known, openings = self.epochs(device)
        heads, purged = {ZERO}, first in order
        for epoch, later in zip(order, [*order[1:], None]):
            at, digest, ends = self.go_on(device, epoch, openings)
            end, purged = self.end(device, epoch, openings), purged and epoch != first
            # What it follows must be whole, too; of what its device itself no longer has nobody speaks.
            if gap is None and digest and (epoch == first or openings.get(epoch) in heads):
                held = (epoch, at, digest)
            heads |= {digest, end[1] if ends else digest}
            if ends or gap is not None:
                continue
            follows = openings.get(later)  # if that is not here it is of this epoch, however long that is
            last = end[0] if end else known[epoch] if follows is None or follows in heads else at + REPLAY_MAX
            hole = self.hole(device, epoch, at, digest, last)
            if hole and purged:
                self.alarm(device, "LOST", f"{epoch}:{hole[1]}", f"the rest of {epoch} is purged there, and was never here")
            else:
                gap = hole
        return held, gap or next(filter(None, (self.begins(device, epoch) for epoch in strange)), None)

    def hole(self, device, epoch, at, head, last):
        """The first places behind a record that nothing came for, or nothing that could follow it."""
        ours = "FROM event e WHERE device = ?1 AND epoch = ?2 AND seq > ?3 AND sealed != 3"
        start = at + 1
        if self.one(f"SELECT 1 {ours} AND seq = ?3 + 1 AND (prev = ?4 OR ?4 IS NULL) AND (?3 > 0 OR sealed > 0)", device, epoch, at, head):
            start, = self.one(
                f"SELECT seq + 1 {ours} AND NOT EXISTS (SELECT 1 FROM event WHERE device = ?1 AND epoch = ?2 AND seq = e.seq + 1 AND sealed != 3)"
                " ORDER BY seq LIMIT 1", device, epoch, at
            )
        above = self.one(f"SELECT min(seq) {ours}", device, epoch, start)[0]
        to = min(above - 1 if above else last, start + REPLAY_MAX - 1)
        return (epoch, start, to) if start <= to else None

    def begins(self, device, epoch):
        """The gap before what came of an epoch whose signed beginning did not, or not yet; None once that was asked for in vain."""
        lowest = self.one("SELECT min(seq) FROM event WHERE device = ? AND epoch = ?", device, epoch)[0]
        asked = self.one("SELECT count(*) FROM asked WHERE device = ? AND epoch = ?", device, epoch)[0]
        return (epoch, 1, min(lowest - 1, REPLAY_MAX)) if lowest > 1 and asked < STRANGE_MAX else None

    # --- what is asked of it ------------------------------------------------------------------------------------------------------

    def texts(self, device=None):
        for name in [device] if device else self.devices():
            order, strange, _, _ = self.epochs(name)
            self.db.commit()  # whoever reads slowly keeps nobody from writing
            for epoch in order + strange:
                yield from self.rows("SELECT text FROM event WHERE device = ? AND epoch = ? AND text IS NOT NULL ORDER BY seq", name, epoch)

    def of(self, token):
        return self.rows(
            "SELECT e.device, e.epoch, e.seq, e.hash, e.purpose, e.class, e.text FROM named n JOIN event e USING(device, epoch, seq, hash)"
            " WHERE n.token = ? ORDER BY e.at, e.device, e.epoch, e.seq",
            token,
        )

    def also(self, token):
        """By what else somebody is known, as events say that were recorded while the site's key was rolled."""
        found, rest = {token}, [token]
        while rest:  # a key may have been rolled before
            one = rest.pop()
            for *_, text in self.of(one):
                former = json.loads(text)["data"].get("former")
                for now, was in former.items() if isinstance(former, dict) else ():
                    if one in (now, was) and isinstance(was, str) and TOKEN.fullmatch(now) and TOKEN.fullmatch(was):
                        rest += {now, was} - found
                        found |= {now, was}
        return sorted(found - {token})

    def aside(self, token):
        """What came wrong, or as an answer, and names somebody: no event, so no class asks to keep it."""
        wrong = self.rows("SELECT rowid, device, rule, place, at, payload FROM alarm WHERE payload IS NOT NULL ORDER BY at, rowid")
        return [row for row in wrong if names(row[5], token)]

    def forget_aside(self, rows):
        """Takes away what came; that it did, when and why it was wrong stays."""
        self.db.executemany("UPDATE alarm SET payload = NULL WHERE rowid = ?", [(row[0],) for row in rows])

    def empty(self, rows):
        """Takes the content of these away: their place, hash and time stay, and the chain with them."""
        for place in rows:
            self.db.execute("UPDATE event SET text = NULL WHERE device = ? AND epoch = ? AND seq = ? AND hash = ?", place)
            self.db.execute("DELETE FROM named WHERE device = ? AND epoch = ? AND seq = ? AND hash = ?", place)

    def gone(self):
        """Makes what was taken away durable, and leaves none of it in the log beside the file."""
        self.db.commit()
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
