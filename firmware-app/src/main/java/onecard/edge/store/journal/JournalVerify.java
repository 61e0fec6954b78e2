package onecard.edge.store.journal;

import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Signatures;
import onecard.edge.crypto.Sm3;
import onecard.edge.store.Database;
import onecard.edge.words.Message;
import onecard.words.Words;

/// Proves a journal, event by event: every hash is right, every `prev` names the record before,
/// no seq is missing, every signed record is signed. Works on the database and on an export
/// alike.
public final class JournalVerify {

    private static final int TAIL = 100;

    /// After so many it is not a journal; a million of them would fill the heap.
    private static final int PROBLEMS_MAX = 10_000;

    /// @param keys public texts of the device, of which each signature must verify with one: a
    ///     board that took the place of another has a key of its own; none: not checked
    /// @param head `EPOCH:SEQ:HASH` known outside; absent: truncation is not checked
    public record Wanted(List<String> keys, Optional<String> head) {
        public Wanted {
            keys = List.copyOf(keys);
        }

        /// Of a device that has had one key all the time.
        public Wanted(Optional<String> key, Optional<String> head) {
            this(key.stream().toList(), head);
        }
    }

    /// @param problems where it broke, `EPOCH:SEQ what`; empty if the chain holds
    public record Proof(
            long records, int epochs, int signatures, String head, List<Words> problems) {
        public Proof {
            problems = List.copyOf(problems);
        }

        public boolean holds() {
            return problems.isEmpty();
        }
    }

    private final Wanted wanted;
    private final List<Words> problems = new ArrayList<>();

    /// Those of them that a damaged store explains, until a salvaged epoch owns up to them.
    private final List<Words> gaps = new ArrayList<>();

    private final Set<String> epochs = new HashSet<>();
    private long records;
    private int signatures;
    private String epoch = "";
    private long seq;
    private String hash = "";
    private long missing;
    private boolean headFound;

    private JournalVerify(Wanted wanted) {
        this.wanted = wanted;
    }

    /// Verifies an export, a line an event. What is no event, however long, is a problem at its
    /// place.
    public static Proof of(Reader export, Wanted wanted) throws IOException {
        var verify = new JournalVerify(wanted);
        var line = new StringBuilder();
        for (int next = export.read(); verify.goesOn(); next = export.read()) {
            if (next >= 0 && next != '\n') {
                if (line.length() <= JsonReader.CHARS_MAX) {
                    line.append((char) next);
                }
                continue;
            }
            if (next == '\n' || !line.isEmpty()) {
                verify.next(line.toString());
            }
            if (next < 0) {
                break;
            }
            line.setLength(0);
        }
        return verify.proof();
    }

    static Proof of(Connection connection, Wanted wanted) throws SQLException {
        var verify = new JournalVerify(wanted);
        Rows.each(
                connection,
                0,
                row -> {
                    verify.next(row.event());
                    return verify.goesOn();
                });
        return verify.proof();
    }

    /// How many records a verifier finds missing that no salvaged epoch has owned up to yet.
    static long missing(Connection connection) throws SQLException {
        var verify = new JournalVerify(new Wanted(Optional.empty(), Optional.empty()));
        Rows.each(
                connection,
                0,
                row -> {
                    verify.next(row.event());
                    return true;
                });
        return verify.missing;
    }

    /// What is wrong with the newest rows, for the check at boot.
    static Optional<String> tailDamage(Connection connection) throws SQLException {
        try {
            long from =
                    Database.number(
                            connection,
                            "SELECT coalesce(min(pos), 1) - 1 FROM"
                                    + " (SELECT pos FROM record ORDER BY pos DESC LIMIT "
                                    + TAIL
                                    + ")");
            var verify = new JournalVerify(new Wanted(Optional.empty(), Optional.empty()));
            Rows.each(
                    connection,
                    from,
                    row -> {
                        verify.next(row.event());
                        return true;
                    });
            return verify.problems.stream().findFirst().map(Words::en);
        } catch (SQLException unreadable) {
            return String.valueOf(unreadable.getMessage()).contains("no such table")
                    ? Optional.empty()
                    : Optional.of(Database.damageOrThrow(unreadable));
        }
    }

    /// What is wrong with the snapshot that a boot begins from: its record holds its hash.
    static Optional<String> snapshotDamage(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT pos, body FROM snapshot ORDER BY pos DESC LIMIT 1")) {
            if (!row.next()) {
                return Optional.empty();
            }
            long pos = row.getLong(1);
            var said =
                    Rows.at(connection, pos)
                            .flatMap(record -> JsonReader.object(record.event()))
                            .flatMap(event -> event.object("data"))
                            .flatMap(data -> data.text("state"));
            return said.equals(Optional.of(Sm3.hex(row.getString(2))))
                    ? Optional.empty()
                    : Optional.of("the snapshot at " + pos + " is not the one its record says");
        } catch (SQLException unreadable) {
            return String.valueOf(unreadable.getMessage()).contains("no such table")
                    ? Optional.empty()
                    : Optional.of(Database.damageOrThrow(unreadable));
        }
    }

    private boolean goesOn() {
        if (problems.size() < PROBLEMS_MAX) {
            return true;
        }
        problems.add(Message.PROOF_GIVEN_UP.with());
        return false;
    }

    private void next(String line) {
        var parsed = JsonReader.object(line);
        var data = parsed.flatMap(event -> event.object("data"));
        if (data.isEmpty()) {
            problems.add(Message.CHAIN_NO_EVENT.with(epoch + ":" + (seq + 1)));
            return;
        }
        next(parsed.get(), data.get());
    }

    private void next(Json.Obj event, Json.Obj data) {
        var hisEpoch = data.text("epoch").orElse("");
        long hisSeq = data.number("seq").orElse(-1L);
        var place = hisEpoch + ":" + hisSeq;
        var hisHash = data.text("hash").orElse("");
        if (!EventText.hash(event).equals(hisHash)) {
            // What it says of its own place may be what was altered: name where it stands.
            var stands = records == 0 ? place : epoch + ":" + (seq + 1);
            problems.add(Message.CHAIN_ALTERED.with(stands));
        }
        if (!event.text("id").orElse("").endsWith(":" + place)) {
            problems.add(Message.CHAIN_OTHER_ID.with(place));
        }
        boolean starts = !hisEpoch.equals(epoch);
        if (starts && records > 0 || hisSeq == 1) {
            start(data, hisEpoch, hisSeq, place);
        } else if (records > 0 && hisSeq != seq + 1) {
            problems.add(Message.CHAIN_MISSING.with(epoch + ":" + (seq + 1), place));
            gap(hisSeq - seq - 1);
        } else if (records > 0 && !data.text("prev").orElse("").equals(hash)) {
            problems.add(Message.CHAIN_NOT_AFTER.with(place, epoch + ":" + seq));
        }
        signature(event, data, place);
        records++;
        epochs.add(hisEpoch);
        epoch = hisEpoch;
        seq = hisSeq;
        hash = hisHash;
        var known = place + ":" + hisHash;
        headFound |= wanted.head().filter(known::equals).isPresent();
    }

    private void start(Json.Obj data, String hisEpoch, long hisSeq, String place) {
        if (hisSeq != 1 || !data.text("what").orElse("").equals("epoch")) {
            problems.add(Message.CHAIN_SILENT_EPOCH.with(place));
            gap(hisSeq - 1);
            return;
        }
        if (!epochs.isEmpty() && epochs.contains(hisEpoch)) {
            problems.add(Message.CHAIN_EPOCH_AGAIN.with(place));
        }
        var before = data.text("prev").orElse("");
        if (records > 0 && !before.equals(hash)) {
            problems.add(Message.CHAIN_NO_HEAD_BEFORE.with(place));
            gap(1);
        }
        if (records == 0 && !before.equals(Sm3.ZERO) && before.length() != 64) {
            problems.add(Message.CHAIN_NO_HEAD.with(place));
        }
        if (missing > 0 && data.number("lost").orElse(0L) >= missing) {
            // The salvaged epoch's own record owns up to the gaps before it.
            problems.removeAll(gaps);
            gaps.clear();
            missing = 0;
        }
    }

    /// The problem said last is the trace of records that are not there, at least so many.
    private void gap(long records) {
        if (records > 0) {
            gaps.add(problems.getLast());
            missing += records;
        }
    }

    private void signature(Json.Obj event, Json.Obj data, String place) {
        var what = data.text("what").orElse("");
        boolean must =
                event.text("type").orElse("").equals("onecard.system.v1")
                        && (what.equals("epoch") || what.equals("checkpoint"));
        var sig = data.text("sig");
        if (must && sig.isEmpty()) {
            problems.add(Message.CHAIN_UNSIGNED.with(place));
        }
        if (sig.isPresent() && !wanted.keys().isEmpty()) {
            var signed = EventText.signed(event);
            if (wanted.keys().stream().anyMatch(it -> Signatures.valid(it, signed, sig.get()))) {
                signatures++;
            } else {
                problems.add(Message.CHAIN_WRONG_SIGNATURE.with(place));
            }
        }
    }

    private Proof proof() {
        var head = epoch + ":" + seq + ":" + hash;
        if (wanted.head().isPresent() && !headFound) {
            problems.add(Message.CHAIN_CUT.with(wanted.head().get()));
        }
        return new Proof(records, epochs.size(), signatures, head, problems);
    }
}
