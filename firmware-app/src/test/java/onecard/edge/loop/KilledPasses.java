package onecard.edge.loop;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Pass;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Token;
import onecard.access.Use;
import onecard.edge.crypto.SigningKey;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.SqliteJournal;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// A process made to be killed: one pass after another at a door, through the real loop, journal
/// and fold, and every pass the door opened for told on stdout.
///
/// Its arguments: the directory, and the number of the first pass; a third plants a
/// bug. It shows each pass twice.
public final class KilledPasses {

    private static final Instant LONG = Instant.parse("2099-01-01T00:00:00Z");

    private KilledPasses() {}

    public static void main(String[] args) throws Exception {
        var directory = Path.of(args[0]);
        var path = directory.resolve("journal.db");
        var fold = new MemoryFold();
        var random = new java.security.SecureRandom();
        var who =
                new JournalIdentity(
                        "bench",
                        "bench",
                        "%04x".formatted(random.nextInt(0x10000)),
                        ZoneId.of("Asia/Shanghai"),
                        SigningKey.madeAtFirstUse(directory.resolve("device.pem")),
                        () -> "%08x".formatted(random.nextInt()));
        var limits = new JournalLimits(64L << 20, Duration.ofDays(7), true);
        var answers = new LinkedBlockingQueue<Stimulus>();
        var journal =
                new SqliteJournal(
                        JournalFile.open(path, who, limits, fold, now()),
                        new JournalOutbox(path),
                        KilledPasses::now,
                        new JournalAnswers(answers));
        var relay = new TellingRelay();
        var loop =
                new EdgeLoop(
                        List.of(new PointSlot<>(door(relay))),
                        EdgeLoop.Before.nothing().memory(fold.memory()),
                        journal,
                        new Metrics());
        journal.start();
        System.out.println("ready");
        for (long pass = Long.parseLong(args[1]); ; pass++) {
            relay.pass = pass;
            if (args.length > 2) {
                // The planted bug: it opens for a pass that no record will ever tell of.
                relay.release(0, "bug");
                continue;
            }
            loop.turn(shown("in", pass), now());
            loop.turn(shown("in-2", pass), now());
            // One answer for the grant, one for the refusal of the second showing.
            loop.turn(answers.take(), now());
            loop.turn(answers.take(), now());
        }
    }

    static Token token(long pass) {
        return new Token(7, pass);
    }

    private static Stimulus shown(String reader, long number) {
        var token = token(number);
        var pass =
                new Pass(
                        token,
                        Set.of("door-1"),
                        Set.of(),
                        Instant.EPOCH,
                        LONG,
                        new Use(token, 1, LONG));
        var signed =
                new Presentation.Signed(
                        Credential.of(CredentialKind.PASS, token, Assurance.A1),
                        pass,
                        List.of(),
                        List.of());
        return new Stimulus.Presented(reader, signed, System.nanoTime(), 0, 0);
    }

    private static PointSlot.Parts<Door.State> door(Relay relay) {
        var profile =
                new DoorProfile(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(24),
                        DoorProfile.Relock.ON_OPEN,
                        DoorProfile.ExitButton.NONE,
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        JournalFull.OPEN);
        var policy = Policy.of(Set.of(), Assurance.A1, ZoneId.of("Asia/Shanghai"));
        return new PointSlot.Parts<>(
                "door-1",
                "door",
                new Door(profile),
                policy,
                Map.of("in", Direction.IN, "in-2", Direction.IN),
                Map.of(),
                Map.of(Output.LOCK, relay),
                new SilentPanel());
    }

    private static Moment now() {
        return new Moment(new Mono(System.nanoTime()), Instant.now(), ClockTrust.SYNCED);
    }

    /// Says whom it opened for, as a person walking through would.
    private static final class TellingRelay implements Relay {
        private long pass;

        @Override
        public String name() {
            return "lock";
        }

        @Override
        public void release(long untilNanos, String cause) {
            System.out.println(pass);
        }

        @Override
        public void hold(String cause) {}

        @Override
        public void drop(String cause) {}

        @Override
        public boolean energised() {
            return false;
        }

        @Override
        public void close() {}
    }

    private static final class SilentPanel implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }
}
