package onecard.hal.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.hal.DeviceEvent.CardSeen;
import onecard.hal.DeviceEvent.CardUnreadable;
import onecard.hal.Face;
import onecard.hal.sim.SimKind;
import onecard.hal.sim.SimTear;

/// Pulls a card at every byte of everything it and the reader say to each other, and judges what
/// comes of each: no credential of a card that left early, one event, in time, and the reader
/// takes the next card. For one thread at a time.
public final class TearLab {

    private final Trials trials;
    private final int step;
    private final Limits limits;
    private int pulls;
    private int bad;
    private Duration slowestVerdict = Duration.ZERO;
    private Duration slowestNext = Duration.ZERO;

    /// @param step pull at every so many bytes of a command or an answer, and in any case at the
    /// first and the last of it
    public TearLab(Trials trials, int step, Limits limits) {
        this.trials = trials;
        this.step = step;
        this.limits = limits;
    }

    /// What counts as in time. These are real times: a machine that stands still shows in them.
    ///
    /// @param verdict the longest from pull to verdict
    /// @param next the longest for the next card, from when the reader could see it
    public record Limits(Duration verdict, Duration next) {

        /// What a person at a gate does not notice.
        public static final Limits DEFAULT =
                new Limits(Duration.ofMillis(100), Duration.ofMillis(300));
    }

    /// One command of one card, byte by byte.
    ///
    /// @param header its first four bytes, hex
    /// @param command what came of a pull before each byte of it
    /// @param answer the same for the answer
    /// @param whole what came of a card that stayed; only after a dialogue's last command
    public record Row(
            SimKind kind,
            Face face,
            String header,
            List<Outcome> command,
            List<Outcome> answer,
            Optional<Outcome> whole) {}

    /// What all trials came to.
    ///
    /// @param pulls how often a card was pulled
    /// @param bad how many trials came out as they must not
    public record Summary(int pulls, int bad, Duration slowestVerdict, Duration slowestNext) {}

    /// One dialogue.
    ///
    /// @param rows told of each row as it is done
    public void run(SimKind kind, Face face, Consumer<Row> rows)
            throws IOException, InterruptedException {
        var dialogue = Dialogue.of(kind.card(face));
        int before = 0;
        for (var iterator = dialogue.exchanges().iterator(); iterator.hasNext(); ) {
            var exchange = iterator.next();
            var command = pulls(kind, face, before, exchange.commandBytes());
            before += exchange.commandBytes();
            var answer = pulls(kind, face, before, exchange.answerBytes());
            before += exchange.answerBytes();
            Optional<Outcome> whole =
                    iterator.hasNext()
                            ? Optional.empty()
                            : Optional.of(whole(kind, face, dialogue));
            rows.accept(new Row(kind, face, exchange.header(), command, answer, whole));
        }
    }

    public Summary summary() {
        return new Summary(pulls, bad, slowestVerdict, slowestNext);
    }

    /// @param before bytes that got across earlier
    private List<Outcome> pulls(SimKind kind, Face face, int before, int bytes)
            throws IOException, InterruptedException {
        var outcomes = new ArrayList<Outcome>();
        for (int at = 0; at < bytes; at++) {
            boolean tried = at % step == 0 || at == bytes - 1;
            outcomes.add(tried ? pull(kind, face, before + at) : Outcome.NOT_TRIED);
        }
        return outcomes;
    }

    private Outcome pull(SimKind kind, Face face, int at) throws IOException, InterruptedException {
        var trial = trials.hold(kind.card(face), SimTear.afterBytes(at));
        pulls++;
        slowestVerdict = later(slowestVerdict, trial.took());
        var outcome = pulled(trial);
        return counted(outcome.good() ? inTime(trial, outcome) : outcome, trial);
    }

    private static Outcome pulled(Trial trial) {
        if (trial.numbers() > 0 || trial.told().stream().anyMatch(CardSeen.class::isInstance)) {
            return Outcome.HALF;
        }
        return trial.told().size() == 1
                        && trial.told().getFirst() instanceof CardUnreadable(_, var why, _)
                ? Outcome.of(why)
                : Outcome.NOT_ONE;
    }

    private Outcome inTime(Trial trial, Outcome outcome) {
        return trial.took().compareTo(limits.verdict()) > 0 ? Outcome.LATE : outcome;
    }

    private Outcome whole(SimKind kind, Face face, Dialogue dialogue)
            throws IOException, InterruptedException {
        var trial = trials.hold(kind.card(face), SimTear.NEVER);
        return counted(stayed(trial, dialogue), trial);
    }

    private static Outcome stayed(Trial trial, Dialogue dialogue) {
        if (trial.told().size() != 1) {
            return Outcome.NOT_ONE;
        }
        var told = trial.told().getFirst();
        if (told instanceof CardSeen(_, var facts, _, _)
                && dialogue.kind().equals(Optional.of(facts.kind()))) {
            return Outcome.WHOLE;
        }
        return told instanceof CardUnreadable(_, var why, _)
                        && dialogue.fault().equals(Optional.of(why))
                ? Outcome.of(why)
                : Outcome.WRONG;
    }

    /// With the next card's fate, which matters only if all else is well.
    private Outcome counted(Outcome outcome, Trial trial) {
        trial.next().ifPresent(took -> slowestNext = later(slowestNext, took));
        boolean ready = trial.next().filter(took -> took.compareTo(limits.next()) <= 0).isPresent();
        var counted = outcome.good() && !ready ? Outcome.STUCK : outcome;
        bad += counted.good() ? 0 : 1;
        return counted;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
