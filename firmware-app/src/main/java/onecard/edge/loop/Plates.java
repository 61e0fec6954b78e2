package onecard.edge.loop;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.access.Credential;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.intake.PlateShown;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// Which plates each camera sees. A camera reads the plate of one vehicle again and again, of two
/// that stand in line in turn: each is one tap until it was away, and while that tap waits for its
/// vehicle, to be read once more keeps it waiting. Owned by the edge loop.
///
/// Who was let in drives on, and who was refused is told once. Who was granted and not let in after
/// all may be granted anew: at once where the vehicle before them took their place along from the
/// loop, and after the time to be away where they were told why, such as a loop that is broken. Who
/// had the arm raised and did not drive in has to go away first, or to ask somebody.
///
/// Plates that no list knows are refused one by one up to a number a minute ([Strangers]); more are
/// not decided about, which an alarm of the device tells as it begins, and how many as it ends.
/// Where everybody passes, and where nobody is kept in, nobody is left out.
final class Plates {

    /// Of one camera. More than any sees at once; of one that is seen longer ago than all of these
    /// nothing is known.
    static final int SEEN_MAX = 64;

    private static final String ALARM = "plates_left_out";

    /// In metrics, a reading of a plate that was not decided about.
    private static final String LEFT_OUT = "left_out";

    /// Decides about a plate that is shown anew.
    interface Deciding {
        void decide(PointSlot<?> slot, Stimulus.Presented presented, Moment now);
    }

    private final Deciding deciding;
    private final Postures.Mover mover;
    private final Metrics metrics;
    private final Consumer<Draft> journal;
    private final Map<String, Camera> cameras = new HashMap<>();

    private static final class Camera {
        final Map<Token, Seen> seen = new Newest();
        final Strangers strangers = new Strangers();
        Optional<Mono> unread = Optional.empty(); // last told
    }

    private static final class Newest extends LinkedHashMap<Token, Seen> {
        private static final long serialVersionUID = 1;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Token, Seen> eldest) {
            return size() > SEEN_MAX;
        }
    }

    /// One plate before one camera.
    private static final class Seen {
        final Mono shown; // when it became a tap
        final Mono noticed; // by the camera
        final Optional<Strangers> among; // where no list knows it
        Mono last;
        Optional<TapId> tap = Optional.empty(); // until it is over
        boolean raised; // the arm, for it
        boolean told; // why it was not let in
        Anew anew = Anew.WHEN_AWAY;

        Seen(Optional<Strangers> among, Mono noticed, Mono now) {
            this.among = among;
            this.noticed = noticed;
            shown = now;
            last = now;
        }
    }

    /// When it is a tap once more, though it was not away.
    private enum Anew {
        WHEN_AWAY,
        LATER,
        AT_ONCE
    }

    /// @param mover tells a point's machine
    /// @param journal takes what the device tells of a camera
    Plates(Deciding deciding, Postures.Mover mover, Metrics metrics, Consumer<Draft> journal) {
        this.deciding = deciding;
        this.mover = mover;
        this.metrics = metrics;
        this.journal = journal;
    }

    /// A plate was read, or something that is none.
    void present(PointSlot<?> slot, Stimulus.Presented presented, PlateShown plate, Moment now) {
        var camera = cameras.computeIfAbsent(presented.reader(), _ -> new Camera());
        var token = presented.shown().offered().map(Credential::token);
        if (token.isEmpty()) {
            unread(camera, slot, presented, plate, now);
            return;
        }
        var before = Optional.ofNullable(camera.seen.get(token.get()));
        if (before.filter(it -> isStill(it, plate, now.mono())).isPresent()) {
            metrics.suppressed();
            stillThere(slot, before.get(), now);
            return;
        }
        var among =
                Optional.of(camera.strangers)
                        .filter(_ -> isStranger(plate) && !letsOut(slot, presented.reader()));
        if (among.filter(it -> it.isFull(now.mono()) && !everybodyPasses(slot)).isPresent()) {
            leftOut(presented.reader(), camera.strangers, now);
            return;
        }
        var noticed = new Mono(presented.seenNanos());
        camera.seen.put(token.get(), new Seen(among, noticed, now.mono()));
        deciding.decide(slot, presented, now);
    }

    /// A tap is about to be told to its machine: it is the one of a plate, though its answer came
    /// later than it, and others were decided about meanwhile.
    void decided(TapId tap, Attempt attempt) {
        if (attempt.plate().isPresent()) {
            Optional.ofNullable(cameras.get(attempt.reader()))
                    .flatMap(
                            camera ->
                                    attempt.shown()
                                            .offered()
                                            .map(it -> camera.seen.get(it.token())))
                    .filter(seen -> seen.noticed.equals(attempt.seen()))
                    .ifPresent(seen -> seen.tap = Optional.of(tap));
        }
    }

    private static boolean isStranger(PlateShown plate) {
        return plate.match()
                .filter(
                        match ->
                                switch (match) {
                                    case NONE, AMBIGUOUS -> true;
                                    case EXACT, TOLERANT -> false;
                                })
                .isPresent();
    }

    /// Nobody is kept in there, whatever their plate.
    private static boolean letsOut(PointSlot<?> slot, String camera) {
        return slot.parts.policy().exitAlways()
                && slot.parts.readers().get(camera) == Direction.OUT;
    }

    private static boolean everybodyPasses(PointSlot<?> slot) {
        return switch (slot.posture()) {
            case FREE, FIRE -> true;
            case NORMAL, LOCKDOWN, DISABLED -> false;
        };
    }

    private void leftOut(String camera, Strangers strangers, Moment now) {
        metrics.plate(camera, LEFT_OUT);
        if (strangers.leaveOut(now.mono())) {
            alarm(true, camera, now);
        }
    }

    private void alarm(boolean active, String detail, Moment now) {
        metrics.alarm(ALARM, active);
        journal.accept(Events.deviceAlarm(ALARM, active, detail, now));
    }

    /// Tells where no more are left out.
    void due(Moment now) {
        over(now, false);
    }

    /// Of a loop that hears no cameras any more.
    void standBy(Moment now) {
        over(now, true);
    }

    private void over(Moment now, boolean ends) {
        cameras.forEach(
                (name, camera) ->
                        camera.strangers
                                .over(now.mono(), ends)
                                .ifPresent(count -> alarm(false, name + " " + count, now)));
    }

    Optional<Mono> nextWake() {
        var next = Optional.<Mono>empty();
        for (var camera : cameras.values()) {
            next = Mono.sooner(next, camera.strangers.wake());
        }
        return next;
    }

    private static boolean isStill(Seen seen, PlateShown plate, Mono now) {
        if (now.reached(seen.last.plus(plate.away()))) {
            return false;
        }
        return switch (seen.anew) {
            case WHEN_AWAY -> true;
            case LATER -> !now.reached(seen.shown.plus(plate.away()));
            case AT_ONCE -> false;
        };
    }

    private void stillThere(PointSlot<?> slot, Seen seen, Moment now) {
        seen.last = now.mono();
        // A tap that was refused, or is over, waits for nothing.
        seen.tap.ifPresent(tap -> mover.step(slot, new Input.StillThere(tap), Cause.TAP, now));
    }

    /// Nobody knows whether it is the same once more, so it is told from time to time.
    private void unread(
            Camera camera,
            PointSlot<?> slot,
            Stimulus.Presented presented,
            PlateShown plate,
            Moment now) {
        if (camera.unread.filter(last -> !now.reached(last.plus(plate.away()))).isPresent()) {
            metrics.suppressed();
            return;
        }
        camera.unread = Optional.of(now.mono());
        deciding.decide(slot, presented, now);
    }

    /// What a machine told of its taps.
    void told(List<Effect> effects, Moment now) {
        if (cameras.isEmpty()) {
            return;
        }
        for (var effect : effects) {
            switch (effect) {
                case Effect.Show(var tap, var why) ->
                        of(tap).ifPresent(seen -> shown(seen, tap, why, effects, now));
                case Effect.Note(Fact.Passage(var result), var tap) ->
                        tap.flatMap(this::of).ifPresent(seen -> ended(seen, result));
                case Effect.Note _,
                        Effect.Record _,
                        Effect.Release _,
                        Effect.Hold _,
                        Effect.Relock _,
                        Effect.Warn _,
                        Effect.AtDesk _,
                        Effect.AtTill _ -> {}
            }
        }
    }

    /// Whoever is refused has not been granted; whoever was, and is told why not after all, may be.
    private static void shown(Seen seen, TapId tap, Reason why, List<Effect> effects, Moment now) {
        if (why == Reason.OK) {
            seen.raised = true;
            return;
        }
        if (effects.contains(new Effect.Record(tap))) {
            seen.among.ifPresent(strangers -> strangers.refused(now.mono()));
        }
        seen.told |= why != Reason.INTERLOCK;
        if (seen.told && !effects.contains(new Effect.Record(tap))) {
            seen.anew = Anew.LATER;
        }
    }

    private static void ended(Seen seen, Fact.Result result) {
        seen.tap = Optional.empty();
        if (result == Fact.Result.NOT_PASSED && !seen.raised) {
            seen.anew = seen.told ? Anew.LATER : Anew.AT_ONCE;
        }
    }

    private Optional<Seen> of(TapId tap) {
        for (var camera : cameras.values()) {
            for (var seen : camera.seen.values()) {
                if (seen.tap.filter(tap::equals).isPresent()) {
                    return Optional.of(seen);
                }
            }
        }
        return Optional.empty();
    }
}
