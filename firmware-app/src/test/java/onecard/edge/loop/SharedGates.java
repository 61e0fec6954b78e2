package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onecard.access.LetIn;
import onecard.access.Memory;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Safeguards;
import onecard.access.SharedTerms;
import onecard.edge.ContractValidator;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.SharedWords;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.point.TapId;
import onecard.time.Moment;

/// Gates on devices of their own that share passes, and a broker between them which does what it is
/// told: it takes what a device says, and hands out what it took, one step at a time. Each gate is
/// a lane `lane` with a reader on each side.
final class SharedGates {

    private static final Map<String, Safeguards> LANE = Map.of("lane", Safeguards.NONE);
    private static final ContractValidator CONTRACT = new ContractValidator();

    /// What was found to be as the contract has it.
    private static final Set<String> ALLOWED = new HashSet<>();

    final Map<String, Gate> gates = new LinkedHashMap<>();
    private final Map<String, String> retained = new TreeMap<>();
    private final SharedTerms.Alone alone;

    SharedGates(SharedTerms.Alone alone, String... devices) {
        this.alone = alone;
        for (var device : devices) {
            gates.put(device, new Gate(device, Set.of(devices)));
        }
        gates.values().forEach(Gate::begin);
    }

    Gate gate(String device) {
        return Objects.requireNonNull(gates.get(device));
    }

    /// Whatever waits anywhere is handed on, until nothing does.
    void settle() {
        for (boolean more = true; more; ) {
            more = false;
            for (var gate : gates.values()) {
                gate.journal();
                more |= gate.accept() | gate.deliver();
            }
        }
    }

    /// Those at which somebody was let in, by what is durable.
    List<String> letIn() {
        return gates.values().stream()
                .flatMap(gate -> gate.taps("granted").stream().map(_ -> gate.device))
                .toList();
    }

    /// One device.
    final class Gate {
        final String device;
        final Set<String> others;

        /// Every record that is durable, in every life.
        final List<Json.Obj> rows = new ArrayList<>();

        /// What the broker has for it.
        final Deque<String> post = new ArrayDeque<>();

        Rig rig = new Rig(Map.of());
        boolean up = true;
        private final Map<String, String> heard = new TreeMap<>();
        private Optional<String> outgoing = Optional.empty();
        private String kept = "";
        private long session = 100;
        private int offered;
        private Map<TapId, Long> seqs = new HashMap<>();

        private Gate(String device, Set<String> all) {
            this.device = device;
            others = new TreeSet<>(all);
            others.remove(device);
        }

        private final class Wire implements Shares.Line {
            @Override
            public boolean isUp() {
                return up;
            }

            @Override
            public void tell(Json.Obj word) {
                kept = Canonical.text(word);
                outgoing = Optional.of(kept);
                if (ALLOWED.add(kept)) {
                    assertEquals(
                            Optional.empty(),
                            CONTRACT.objection("oc/v1/site/" + device + "/visits", kept),
                            kept);
                }
            }
        }

        private void begin() {
            begin(Memory.EMPTY, LetIn.NOBODY, Rig.MORNING);
        }

        private void begin(Memory memory, LetIn letIn, Moment now) {
            var shares =
                    new Shares(
                            device,
                            session,
                            "0000000a",
                            Map.of("lane", new SharedTerms(others, alone)),
                            letIn,
                            new Wire());
            rig = new Rig(LANE, memory, shares, now);
            offered = 0;
            seqs = new HashMap<>();
            rig.loop.start(now);
        }

        // --- what people do ---

        void shows(Presentation shown) {
            rig.shows("lane-in", shown);
        }

        void walks() {
            rig.walks("lane", "-in");
        }

        void waits(Duration time) {
            rig.after(time);
        }

        // --- what the journal and the power do ---

        /// The journal has all that it was offered.
        boolean journal() {
            boolean any = offered < rig.journal.size();
            while (offered < rig.journal.size()) {
                var draft = rig.journal.get(offered++);
                rows.add(event(draft));
                draft.tap().ifPresent(tap -> seqs.put(tap, (long) rows.size()));
                draft.tap()
                        .ifPresent(
                                tap ->
                                        rig.loop.turn(
                                                new Stimulus.Recorded(tap, rows.size()), rig.now));
            }
            return any;
        }

        private Json.Obj event(Draft draft) {
            var event = rig.event(draft);
            var data =
                    event.object("data")
                            .orElseThrow()
                            .with("epoch", "0000000a")
                            .with("seq", rows.size() + 1);
            var cause = draft.cause().flatMap(tap -> Optional.ofNullable(seqs.get(tap)));
            return event.with("data", cause.map(seq -> data.with("cause_seq", seq)).orElse(data));
        }

        /// It has room for nothing of that.
        void refuses() {
            while (offered < rig.journal.size()) {
                rig.journal
                        .get(offered++)
                        .tap()
                        .ifPresent(
                                tap ->
                                        rig.loop.turn(
                                                new Stimulus.NotRecorded(tap, Reason.JOURNAL_FULL),
                                                rig.now));
            }
        }

        MemoryFold folded() {
            var fold = new MemoryFold();
            rows.forEach(fold::apply);
            var kept = new MemoryFold();
            kept.restore(fold.state());
            assertEquals(fold.memory(), kept.memory());
            assertEquals(fold.letIn(), kept.letIn());
            return kept;
        }

        /// The power goes, and comes back: the broker finds the line new, too.
        void restarts() {
            var fold = folded();
            session += 1_000;
            outgoing = Optional.empty();
            begin(fold.memory(), fold.letIn(), rig.now);
            if (up) {
                connects();
            }
        }

        // --- what the line does ---

        void cut() {
            up = false;
            post.clear();
            outgoing = Optional.empty();
        }

        /// The broker hands out what it keeps, and is told what is kept for it.
        void connects() {
            up = true;
            post.clear();
            retained.forEach(
                    (who, word) -> {
                        if (others.contains(who) || who.equals(device)) {
                            post.add(who + " " + word);
                        }
                    });
            outgoing = Optional.of(kept);
        }

        boolean isTelling() {
            return up && outgoing.isPresent();
        }

        /// The broker takes what it says, and has it for everybody.
        boolean accept() {
            if (!isTelling()) {
                return false;
            }
            var word = outgoing.orElseThrow();
            outgoing = Optional.empty();
            retained.put(device, word);
            for (var gate : gates.values()) {
                if (gate.up && (gate.device.equals(device) || gate.others.contains(device))) {
                    gate.post.add(device + " " + word);
                }
            }
            return true;
        }

        /// It hears the next thing.
        boolean deliver() {
            if (post.isEmpty()) {
                return false;
            }
            hear(post.remove());
            return true;
        }

        /// It hears the next thing of that device, whatever else came before.
        boolean deliver(String from) {
            var next = post.stream().filter(letter -> letter.startsWith(from + " ")).findFirst();
            next.ifPresent(
                    letter -> {
                        post.remove(letter);
                        hear(letter);
                    });
            return next.isPresent();
        }

        void hear(String letter) {
            var from = letter.substring(0, letter.indexOf(' '));
            heard.put(from, letter);
            var json = JsonReader.object(letter.substring(from.length() + 1)).orElseThrow();
            var said = SharedWords.said(json, from, rig.now.mono()).orElseThrow();
            rig.loop.turn(new Stimulus.Shared(from, said), rig.now);
        }

        // --- what was said ---

        /// All that what it does next may rest on.
        String state() {
            return up
                    + " "
                    + rig.now.mono()
                    + " "
                    + post
                    + outgoing
                    + heard
                    + rig.panel
                    + rig.line
                    + rows.size()
                    + "/"
                    + (rig.journal.size() - offered)
                    + "/"
                    + session
                    + taps("granted")
                    + taps("refused");
        }

        /// The reasons of the final taps so far that came to that.
        List<String> taps(String verdict) {
            return of(EventKind.TAP).stream()
                    .filter(data -> data.text("verdict").equals(Optional.of(verdict)))
                    .map(data -> data.text("reason").orElse("OK"))
                    .toList();
        }

        /// The devices that it says let the same in.
        List<String> doubles() {
            return of(EventKind.VISIT).stream()
                    .filter(data -> data.text("transition").equals(Optional.of("double")))
                    .map(data -> data.text("peer").orElseThrow())
                    .toList();
        }

        List<String> alarms() {
            return of(EventKind.ALARM).stream()
                    .filter(data -> data.text("alarm").equals(Optional.of("pass_used_twice")))
                    .filter(data -> data.bool("active").orElseThrow())
                    .map(data -> data.text("peer").orElseThrow())
                    .toList();
        }

        /// Those that are lowered.
        List<String> lowered() {
            return of(EventKind.ALARM).stream()
                    .filter(data -> data.text("alarm").equals(Optional.of("pass_used_twice")))
                    .filter(data -> !data.bool("active").orElseThrow())
                    .map(data -> data.text("peer").orElseThrow())
                    .toList();
        }

        List<Json.Obj> of(EventKind kind) {
            return rows.stream()
                    .filter(
                            row ->
                                    row.text("type")
                                            .equals(Optional.of("onecard." + kind.wire() + ".v1")))
                    .map(row -> row.object("data").orElseThrow())
                    .toList();
        }

        void assertARestartRemembersTheSame() {
            assertEquals(rig.loop.letIn(), folded().letIn());
        }

        void assertFlagged(String other) {
            assertEquals(List.of(other), doubles(), device);
            assertEquals(List.of(other), alarms(), device);
            var told =
                    of(EventKind.VISIT).stream()
                            .filter(data -> data.text("peer").isPresent())
                            .findFirst()
                            .orElseThrow();
            assertEquals(record(told.object("own")), entry());
            assertEquals(record(told.object("theirs")), gate(other).entry());
            assertTrue(told.text("pass").equals(Optional.of(SharedCode.PASS.toString())));
        }

        /// The record of the first entry.
        private String entry() {
            return of(EventKind.TAP).stream()
                    .filter(data -> data.text("verdict").equals(Optional.of("granted")))
                    .findFirst()
                    .map(data -> record(Optional.of(data)))
                    .orElseThrow();
        }

        private static String record(Optional<Json.Obj> named) {
            var json = named.orElseThrow();
            return json.text("epoch").orElseThrow() + ":" + json.number("seq").orElseThrow();
        }
    }
}
