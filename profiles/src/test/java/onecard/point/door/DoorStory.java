package onecard.point.door;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.TapId;
import onecard.point.door.Door.State;
import onecard.point.door.DoorProfile.ExitButton;
import onecard.point.door.DoorProfile.Group;
import onecard.point.door.DoorProfile.Relock;
import onecard.point.door.DoorProfile.Times;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One door and its time; `last` is what the newest call made it do.
final class DoorStory {

    static final Times USUAL = new Times(ofSeconds(5), ofSeconds(24), ofSeconds(30));
    static final Times EXTENDED = new Times(ofSeconds(15), ofSeconds(72), ofSeconds(90));
    static final Duration DEBOUNCE = ofMillis(50);

    /// A wake may come so late.
    static final Duration LATE = ofMillis(70);

    private final Door machine;
    private State state;
    private Optional<Mono> wake = Optional.empty();
    private long nanos;
    private List<Effect> last = List.of();

    DoorStory(DoorProfile profile) {
        machine = new Door(profile);
        state = machine.initial();
    }

    // --- profiles ---

    static DoorProfile profile(boolean contact, ExitButton button) {
        return profile(contact, button, JournalFull.REFUSE);
    }

    static DoorProfile profile(boolean contact, ExitButton button, JournalFull full) {
        return new DoorProfile(
                USUAL,
                EXTENDED,
                Relock.ON_OPEN,
                button,
                ofSeconds(60),
                Optional.of(DEBOUNCE).filter(_ -> contact),
                full,
                Optional.empty());
    }

    static DoorProfile relockingOnClose() {
        return new DoorProfile(
                USUAL,
                EXTENDED,
                Relock.ON_CLOSE,
                ExitButton.UNLOCK,
                ofSeconds(60),
                Optional.of(DEBOUNCE),
                JournalFull.OPEN,
                Optional.empty());
    }

    /// Interlocked with these, and let out after 10 s.
    static DoorProfile interlocked(ExitButton button, String... neighbours) {
        return new DoorProfile(
                USUAL,
                EXTENDED,
                Relock.ON_OPEN,
                button,
                ofSeconds(60),
                Optional.of(DEBOUNCE),
                JournalFull.REFUSE,
                Optional.of(new Group(Set.of(neighbours), ofSeconds(10))));
    }

    // --- what happens ---

    /// What the contacts tell at a start: shut, and nobody on the button.
    DoorStory closed() {
        return on(new Input.Closed()).on(new Input.ExitReleased());
    }

    DoorStory granted(TapId tap) {
        return on(new Input.Granted(tap, Direction.IN));
    }

    DoorStory leaving(TapId tap) {
        return on(new Input.Granted(tap, Direction.OUT));
    }

    /// Granted, and whoever it is needs more time.
    DoorStory extended(TapId tap) {
        return on(new Input.Granted(tap, Direction.IN, false, true));
    }

    /// Granted, and a right is used up by it.
    DoorStory usingUp(TapId tap) {
        return on(new Input.Granted(tap, Direction.IN, true));
    }

    DoorStory recorded(TapId tap) {
        return on(new Input.Recorded(tap, 7));
    }

    DoorStory pressed(TapId press) {
        return on(new Input.ExitPressed(press)).and(new Input.ExitReleased());
    }

    DoorStory opened() {
        return on(new Input.Opened());
    }

    DoorStory neighbour(String door, boolean secure) {
        return on(new Input.Neighbour(door, secure));
    }

    DoorStory on(Input input) {
        last = new ArrayList<>();
        feed(input);
        return this;
    }

    private DoorStory and(Input input) {
        feed(input);
        return this;
    }

    /// Walks from wake to wake, so that no timer is missed.
    DoorStory after(Duration duration) {
        last = new ArrayList<>();
        long end = nanos + duration.toNanos();
        while (wake.filter(at -> at.nanos() <= end).isPresent()) {
            nanos = wake.orElseThrow().nanos();
            feed(new Input.Due());
        }
        nanos = end;
        return this;
    }

    private void feed(Input input) {
        var step = machine.step(state, input, at(nanos));
        state = step.next();
        wake = step.wake();
        last = new ArrayList<>(last);
        last.addAll(step.effects());
    }

    // --- what is expected ---

    void expect(Effect... effects) {
        assertEquals(List.of(effects), last);
    }

    void expectNothing() {
        assertEquals(List.of(), last);
    }

    void expectSome(Effect effect) {
        assertTrue(last.contains(effect), () -> effect + " is not in " + last);
    }

    void expectNo(Effect effect) {
        assertFalse(last.contains(effect), () -> effect + " is in " + last);
    }

    void expectRelease() {
        assertTrue(released(), () -> "no release in " + last);
    }

    void expectNoRelease() {
        assertFalse(released(), () -> "a release in " + last);
    }

    private boolean released() {
        return last.stream().anyMatch(Effect.Release.class::isInstance);
    }

    void is(String name) {
        assertEquals(name, machine.name(state));
    }

    State state() {
        return state;
    }

    Door machine() {
        return machine;
    }

    // --- words ---

    static Moment at(long nanos) {
        return new Moment(new Mono(nanos), Instant.EPOCH, ClockTrust.SYNCED);
    }

    static Effect releasedUntil(Duration sinceStart) {
        return new Effect.Release(Output.LOCK, new Mono(sinceStart.toNanos()));
    }

    static Effect alarm(Fact.Kind kind, boolean active) {
        return Effect.Note.of(new Fact.Alarm(kind, active));
    }

    static Effect lost(Fact.Kind kind, boolean active, String part) {
        return Effect.Note.of(new Fact.Alarm(kind, active, part));
    }

    static Effect passage(TapId tap, Fact.Result result) {
        return Effect.Note.of(new Fact.Passage(result), tap);
    }
}
