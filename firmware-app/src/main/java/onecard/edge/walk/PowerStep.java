package onecard.edge.walk;

import static onecard.edge.walk.Mistake.PULSE_AT_START;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import onecard.edge.walk.Mistake.Finding;
import onecard.edge.walk.Progress.Cut;
import onecard.edge.words.Message;
import onecard.words.Words;

/// The end of the fifth block: the power of controller and locks is cut. The program goes with it,
/// and is started again by whoever walks; that the power was gone is told by the kernel, which
/// calls every boot by another name, and by the signal that did not come: a shutdown sends one.
final class PowerStep {

    private static final String PART = "power";
    private static final int BOOT_CHARS = 8;

    private final Power power;
    private final Installer installer;

    PowerStep(Power power, Installer installer) {
        this.power = power;
        this.installer = installer;
    }

    /// A cut that was about to be made was made, or it was not and is asked for once more.
    ///
    /// @param back after how long the daemon, started by the board itself, made a record
    /// @param moved relays that this start switched
    Optional<WiringBlock.Outcome> back(Cut before, Optional<Duration> back, Set<String> moved) {
        if (before.ended() || before.boot().isEmpty() || before.boot().equals(power.boot())) {
            return Optional.empty();
        }
        var measured = new ArrayList<Words>();
        measured.add(Message.WALK_MEASURED_BOOT.with(mark(before.boot()), mark(power.boot())));
        back.ifPresent(it -> measured.add(Message.WALK_MEASURED_BACK.with(it.toSeconds())));
        measured.add(Message.WALK_MEASURED_UP.with(power.up().toSeconds()));
        var findings =
                moved.stream()
                        .sorted()
                        .map(relay -> PULSE_AT_START.at("board.relays." + relay))
                        .toList();
        var seen = seen();
        var result =
                !moved.isEmpty()
                        ? new Stepped.Result.Failed(
                                Message.WALK_START_MOVED.with(
                                        String.join(", ", new TreeSet<>(moved))))
                        : back.isEmpty()
                                ? new Stepped.Result.Failed(Message.WALK_NOT_BACK.with())
                                : seen;
        return Optional.of(outcome(result, measured, findings));
    }

    /// Asks for it. Whoever answers has a controller that stayed on.
    ///
    /// @param start what the journal calls that of the walk's own daemon
    /// @param place where the journal stands
    /// @param again it was asked for before, and not made
    /// @param about hears of it first: afterwards there is nobody to tell
    WiringBlock.Outcome ask(String start, long place, boolean again, Consumer<Cut> about) {
        about.accept(new Cut(power.boot(), start, place, false));
        var words = again ? Message.WALK_ASK_POWER_AGAIN.with() : Message.WALK_ASK_POWER.with();
        return switch (installer.answer(new Ask.Act(PART, words))) {
            case Answer.Skipped(var why) ->
                    outcome(new Stepped.Result.Skipped(new Words(why, why)), List.of(), List.of());
            case Answer.Done(), Answer.Choice _, Answer.Text _ ->
                    outcome(seen(), List.of(Message.WALK_MEASURED_STAYED_ON.with()), List.of());
        };
    }

    /// What only eyes can tell.
    private Stepped.Result seen() {
        return Confirmed.step(installer, Block.SAFETY, PART, Message.WALK_HANDOVER_POWER.with())
                .result();
    }

    private WiringBlock.Outcome outcome(
            Stepped.Result result, List<Words> measured, List<Finding> findings) {
        var step =
                new Stepped(
                        Block.SAFETY, PART, Message.WALK_HANDOVER_POWER.with(), result, measured);
        installer.told(step);
        return new WiringBlock.Outcome(List.of(step), findings);
    }

    private static String mark(String boot) {
        return boot.substring(0, Math.min(BOOT_CHARS, boot.length()));
    }
}
