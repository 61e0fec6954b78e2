package onecard.edge.state;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import onecard.access.Reason;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.command.CommandReader;
import onecard.edge.command.CommandReader.Read;
import onecard.edge.command.DeviceCommand;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.words.Message;
import onecard.words.Lang;

/// Operators' commands given over the control socket: whoever may open it may give any.
/// Thread-safe.
public final class LocalCommands {

    /// `do` of a request.
    public static final String DO = "command";

    /// The loop answers within two seconds, unless it does not turn.
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(5);

    /// As much of a user's name as an event takes.
    private static final int NAME_MAX = 58;

    private final Predicate<Stimulus> inbox;
    private final BiConsumer<DeviceCommand, Consumer<Answer>> device;
    private final String epoch;

    /// @param inbox takes a command to the loop, or has no room
    /// @param device does what concerns no point, and answers from any thread
    /// @param epoch of the journal's records
    public LocalCommands(
            Predicate<Stimulus> inbox,
            BiConsumer<DeviceCommand, Consumer<Answer>> device,
            String epoch) {
        this.inbox = inbox;
        this.device = device;
        this.epoch = epoch;
    }

    /// A request: a command as [CommandReader] reads it, and the language of the answer.
    public static Json.Obj request(Json.Obj command, Lang lang) {
        return command.with("do", DO).with("lang", lang.tag());
    }

    /// Waits for what becomes of it.
    ///
    /// @param user who asks
    Json.Obj answer(Json.Obj request, String user) {
        var lang = request.text("lang").flatMap(Lang::ofTag).orElse(Lang.EN);
        var asked = request.without("do", "lang");
        var answer =
                switch (CommandReader.read(asked, by(user), Optional.empty())) {
                    case Read.Bad(var why) -> why;
                    case Read.OfDevice(var command) -> done(command);
                    case Read.Good(var command) -> done(command);
                };
        return answer.json(epoch, lang);
    }

    private Answer done(DeviceCommand command) {
        var told = new CompletableFuture<Answer>();
        device.accept(command, told::complete);
        return awaited(told, Answer.of(command, Reason.DEVICE_FAULT));
    }

    private Answer done(Command command) {
        var told = new CompletableFuture<Answer>();
        if (!inbox.test(new Stimulus.Commanded(command, told::complete))) {
            return Answer.of(command, Reason.BUSY).with(Message.COMMANDS_BUSY.with());
        }
        return awaited(told, Answer.of(command, Reason.DEVICE_FAULT));
    }

    private static Answer awaited(CompletableFuture<Answer> told, Answer otherwise) {
        try {
            return told.get(ANSWER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException _) {
            // Nobody completes it but the loop or the journal, which stands still.
        }
        return otherwise.with(Message.COMMAND_UNANSWERED.with());
    }

    static String by(String user) {
        var name = user.replaceAll("[^A-Za-z0-9._@-]", "_");
        return "local:"
                + Optional.of(name.substring(0, Math.min(NAME_MAX, name.length())))
                        .filter(text -> !text.isEmpty())
                        .orElse("unknown");
    }
}
