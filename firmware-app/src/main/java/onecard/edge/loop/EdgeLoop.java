package onecard.edge.loop;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import onecard.access.AccessRules;
import onecard.access.Credential;
import onecard.access.Direction;
import onecard.access.Memory;
import onecard.access.Presentation;
import onecard.access.Prompt;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Uses;
import onecard.access.Verdict;
import onecard.edge.store.Draft;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent.Loss;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.Role;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// The straight line of a tap: presentation, decision, step, effects. Single-threaded and without
/// a clock of its own, so the daemon's thread and a simulated day drive the same code.
public final class EdgeLoop {

    /// The same card again within this time after it left makes no event: people wave twice.
    static final Duration SUPPRESSION = Duration.ofMillis(1_500);

    /// A hold lives 3 s in the driver; a renewal each second survives one that is late.
    static final Duration RENEWAL = Duration.ofSeconds(1);

    private final List<PointSlot<?>> points;
    private final Map<String, PointSlot<?>> byReader = new HashMap<>();
    private final EffectRunner effects;
    private final Metrics metrics;
    private final Map<String, Presence> presences = new HashMap<>();
    private final Map<TapId, Awaited> awaiting = new HashMap<>();
    private final Map<String, Loss> lost = new HashMap<>(); // contacts
    private final Prompts prompts;

    /// Written by the loop alone; a scanner's thread reads what was used up, to ask nobody about a
    /// code that is refused anyway.
    private volatile Memory memory;

    private long taps;
    private Optional<Mono> renewal = Optional.empty();

    /// @param prompts of today, before this start; the loop's own from now on
    public EdgeLoop(
            List<PointSlot<?>> points,
            Memory memory,
            Prompts prompts,
            Consumer<Draft> journal,
            Metrics metrics) {
        this.points = List.copyOf(points);
        this.memory = memory;
        this.prompts = prompts;
        this.effects = new EffectRunner(journal);
        this.metrics = metrics;
        for (var point : points) {
            point.parts.readers().keySet().forEach(reader -> byReader.put(reader, point));
        }
    }

    /// One turn: everything that follows from one stimulus.
    public void turn(Stimulus stimulus, Moment now) {
        switch (stimulus) {
            case Stimulus.Presented presented -> present(presented, now);
            case Stimulus.CardGone(var reader) ->
                    presences.computeIfPresent(
                            reader, (_, presence) -> presence.goneAt(now.mono()));
            case Stimulus.ReaderLost(var reader, _) -> {
                metrics.readerUp(reader, false);
                at(reader, new Input.ReaderLost(reader), Cause.FAULT, now);
            }
            case Stimulus.ReaderBack(var reader) -> {
                metrics.readerUp(reader, true);
                at(reader, new Input.ReaderBack(reader), Cause.FAULT, now);
            }
            case Stimulus.ContactChanged(var contact, var active) -> contact(contact, active, now);
            case Stimulus.ContactLost(var contact, var loss, _) -> contactLost(contact, loss, now);
            case Stimulus.RelayLost(var relay, _) -> relay(relay, new Input.LineLost(relay), now);
            case Stimulus.RelayBack(var relay) -> relay(relay, new Input.LineBack(relay), now);
            case Stimulus.Recorded(var tap, var seq) ->
                    answered(tap, new Input.Recorded(tap, seq), now);
            case Stimulus.NotRecorded(var tap, var why) -> {
                metrics.notRecorded();
                answered(tap, new Input.NotRecorded(tap, why), now);
            }
        }
    }

    /// Everything that is due by now: each point's own wake, and the holds that need renewing.
    public void due(Moment now) {
        for (var slot : points) {
            // A machine may ask for a moment that has come already: one turn each keeps the loop
            // fair.
            if (slot.wake().filter(now::reached).isPresent()) {
                step(slot, new Input.Due(), Optional.empty(), Cause.TIMER, now);
            }
        }
        if (renewal.filter(now::reached).isPresent()) {
            points.forEach(effects::renew);
            renewal = Optional.of(now.plus(RENEWAL));
        }
    }

    /// When [#due] is wanted next; empty if nothing waits for time.
    Optional<Mono> nextWake() {
        return Stream.concat(
                        points.stream().flatMap(slot -> slot.wake().stream()), renewal.stream())
                .min(Mono::compareTo);
    }

    /// What was used up, as of the last turn. Any thread.
    public Uses uses() {
        return memory.uses();
    }

    List<PointSlot<?>> points() {
        return points;
    }

    private void present(Stimulus.Presented presented, Moment now) {
        var slot = byReader.get(presented.reader());
        if (slot == null) {
            metrics.strayReader();
            return;
        }
        var token = token(presented.shown());
        var before = presences.put(presented.reader(), new Presence(token, Optional.empty()));
        if (before != null && before.suppresses(token, now.mono())) {
            metrics.suppressed();
            return;
        }
        long started = now.mono().nanos();
        var direction = slot.parts.readers().getOrDefault(presented.reader(), Direction.IN);
        var verdict =
                AccessRules.decide(
                        slot.parts.policy(),
                        slot.parts.id(),
                        direction,
                        slot.posture(),
                        presented.shown(),
                        memory,
                        now);
        var tap = nextTap();
        var latency =
                "card="
                        + presented.cardMicros()
                        + ",lookup="
                        + presented.lookupMicros()
                        + ",queue="
                        + Math.max(0, started - presented.seenNanos()) / 1_000;
        var draft =
                Events.tap(
                        tap,
                        slot.parts.id(),
                        slot.parts.scene(),
                        presented.reader(),
                        direction,
                        presented.shown(),
                        verdict,
                        now,
                        latency);
        var input =
                switch (verdict) {
                    case Verdict.Granted granted ->
                            new Input.Granted(
                                    tap,
                                    direction,
                                    // Whoever leaves is never held up by a record.
                                    direction == Direction.IN && granted.use().isPresent());
                    case Verdict.Refused(var why, _) -> new Input.Refused(tap, why);
                };
        metrics.tap(verdict);
        slot.tapped(tap, presented.reader(), prompt(slot, token, verdict, now));
        awaiting.put(tap, new Awaited(slot, remembered(verdict, now)));
        step(slot, input, Optional.of(draft), Cause.TAP, now);
        wrongTry(slot, presented.shown(), verdict, tap, now);
    }

    /// What the grant uses up counts from here on: another reader may see the same code before the
    /// journal has answered.
    private Optional<Use> remembered(Verdict verdict, Moment now) {
        var use =
                switch (verdict) {
                    case Verdict.Granted(_, _, _, _, var uses) -> uses;
                    case Verdict.Refused _ -> Optional.<Use>empty();
                };
        use.ifPresent(some -> memory = memory.used(some, now));
        return use;
    }

    private void wrongTry(
            PointSlot<?> slot, Presentation shown, Verdict verdict, TapId tap, Moment now) {
        if (!(verdict instanceof Verdict.Refused(var why, _))
                || !Memory.WRONG_TRIES.contains(why)) {
            return;
        }
        credential(shown)
                .ifPresent(
                        who -> {
                            var after =
                                    memory.wrongTry(
                                            slot.parts.id(), who.kind(), who.token(), now.wall());
                            memory = after.memory();
                            if (after.locked()) {
                                var alarm = new Fact.Alarm(Fact.Kind.LOCKED_OUT, true);
                                effects.run(
                                        slot,
                                        List.of(Effect.Note.of(alarm, tap)),
                                        Optional.empty(),
                                        Cause.TAP.wire(),
                                        now);
                            }
                        });
    }

    /// The event says it each time, the panel once a day.
    private Optional<Prompt> prompt(
            PointSlot<?> slot, Optional<Token> token, Verdict verdict, Moment now) {
        if (!(verdict instanceof Verdict.Granted(_, _, _, var prompt, _)) || token.isEmpty()) {
            return Optional.empty();
        }
        var today = LocalDate.ofInstant(now.wall(), slot.parts.policy().zone());
        return prompt.filter(_ -> prompts.first(slot.parts.id(), token.get(), today));
    }

    private void answered(TapId tap, Input answer, Moment now) {
        var awaited = awaiting.remove(tap);
        if (awaited == null) {
            return;
        }
        if (answer instanceof Input.NotRecorded) {
            awaited.use().ifPresent(use -> memory = memory.notUsed(use));
        }
        step(awaited.slot(), answer, Optional.empty(), Cause.TAP, now);
    }

    private void contact(String contact, boolean active, Moment now) {
        var before = Optional.ofNullable(lost.remove(contact));
        for (var slot : points) {
            var role = slot.parts.contacts().get(contact);
            if (role != null) {
                before.ifPresent(loss -> back(slot, role, contact, loss, now));
                step(slot, role.input(active, nextTap()), Optional.empty(), role.cause(), now);
            }
        }
    }

    private void back(PointSlot<?> slot, Role role, String contact, Loss before, Moment now) {
        tamper(slot, contact, before, false, now);
        role.back(contact)
                .ifPresent(input -> step(slot, input, Optional.empty(), Cause.FAULT, now));
    }

    private void contactLost(String contact, Loss loss, Moment now) {
        var before = Optional.ofNullable(lost.put(contact, loss));
        if (before.equals(Optional.of(loss))) {
            return;
        }
        for (var slot : points) {
            var role = slot.parts.contacts().get(contact);
            if (role != null) {
                before.ifPresent(old -> tamper(slot, contact, old, false, now));
                step(slot, role.lost(contact), Optional.empty(), Cause.FAULT, now);
                tamper(slot, contact, loss, true, now);
            }
        }
    }

    /// Whatever a point makes of not seeing a contact any more: somebody may have been at its line.
    private void tamper(PointSlot<?> slot, String contact, Loss loss, boolean active, Moment now) {
        if (loss.isTamper()) {
            var part = contact + " " + loss.name().toLowerCase(Locale.ROOT);
            var alarm = Effect.Note.of(new Fact.Alarm(Fact.Kind.TAMPER, active, part));
            effects.run(slot, List.of(alarm), Optional.empty(), Cause.FAULT.wire(), now);
        }
    }

    private void relay(String relay, Input input, Moment now) {
        for (var slot : points) {
            if (slot.parts.relays().values().stream().anyMatch(own -> own.name().equals(relay))) {
                step(slot, input, Optional.empty(), Cause.FAULT, now);
            }
        }
    }

    private void at(String reader, Input input, Cause cause, Moment now) {
        var slot = byReader.get(reader);
        if (slot != null) {
            step(slot, input, Optional.empty(), cause, now);
        }
    }

    private void step(
            PointSlot<?> slot, Input input, Optional<Draft> tap, Cause cause, Moment now) {
        boolean secure = slot.isSecure();
        var step = slot.step(input, now);
        effects.run(slot, step.effects(), tap, cause.wire(), now);
        if (slot.isSecure() != secure) {
            tellNeighbours(slot, now);
        }
        boolean holding = points.stream().anyMatch(point -> !point.holds.isEmpty());
        if (!holding) {
            renewal = Optional.empty();
        } else if (renewal.isEmpty()) {
            renewal = Optional.of(now.plus(RENEWAL));
        }
    }

    /// Within the turn, and each with whatever follows from it before the next: no point hears that
    /// another is shut after a third has opened for that.
    private void tellNeighbours(PointSlot<?> slot, Moment now) {
        var id = slot.parts.id();
        for (var other : points) {
            if (other.parts.machine().neighbours().contains(id)) {
                var told = new Input.Neighbour(id, slot.isSecure());
                step(other, told, Optional.empty(), Cause.CONTACT, now);
            }
        }
    }

    private TapId nextTap() {
        return new TapId(++taps);
    }

    private static Optional<Token> token(Presentation shown) {
        return credential(shown).map(Credential::token);
    }

    private static Optional<Credential> credential(Presentation shown) {
        return switch (shown) {
            case Presentation.Known(var credential, _, _) -> Optional.of(credential);
            case Presentation.Once(var known, _) -> Optional.of(known.credential());
            case Presentation.Signed(var credential, _, _, _) -> Optional.of(credential);
            case Presentation.Rejected(var credential, _) -> Optional.of(credential);
            case Presentation.Unreadable _ -> Optional.empty();
        };
    }

    /// A tap whose record is on its way, and what it uses up.
    private record Awaited(PointSlot<?> slot, Optional<Use> use) {}

    /// What lies, or lay last, on a reader.
    ///
    /// @param gone when it left; absent while it lies there
    private record Presence(Optional<Token> token, Optional<Mono> gone) {
        Presence goneAt(Mono now) {
            return gone.isPresent() ? this : new Presence(token, Optional.of(now));
        }

        boolean suppresses(Optional<Token> next, Mono now) {
            return token.isPresent()
                    && token.equals(next)
                    && gone.filter(left -> !now.reached(left.plus(SUPPRESSION))).isPresent();
        }
    }
}
