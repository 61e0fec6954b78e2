package onecard.edge.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import onecard.access.Token;
import onecard.edge.state.VaultRequest;
import onecard.edge.words.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `forget`: nothing is kept of somebody's body any more, nor what they agreed to. By the daemon
/// that runs, or in its place.
@Command(name = "forget", mixinStandardHelpOptions = true)
public final class ForgetCommand implements Callable<Integer> {

    @Mixin private VaultOptions vault = new VaultOptions();

    private final Console console;

    public ForgetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return switch (vault.whose(console)) {
            case VaultOptions.Whose.Of(var token, _) -> forgotten(token);
            case VaultOptions.Whose.Not(int exit) -> exit;
        };
    }

    private int forgotten(Token token) throws IOException {
        var names = vault.names(token);
        boolean unknown = vault.isUnknown(names);
        return switch (vault.ask(VaultRequest.forget(names), console)) {
            case VaultOptions.Asked.Done(var answer) -> {
                console.tell(
                        Message.FORGOTTEN,
                        answer.number("templates").orElse(0L),
                        answer.number("slots").orElse(0L));
                if (unknown) {
                    console.tell(Message.FORGOTTEN_UNKNOWN);
                }
                yield 0;
            }
            case VaultOptions.Asked.Not(int exit) -> exit;
        };
    }
}
