package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.words.Message;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whom a command about people's bodies is of, and where.
final class VaultOptions {

    @Option(names = "--token", required = true, descriptionKey = "onecard.vault.token")
    private String token = "";

    @Mixin private VaultPlace place = new VaultPlace();

    /// What came of a request.
    sealed interface Asked {

        record Done(Json.Obj answer) implements Asked {}

        /// Why not is told.
        ///
        /// @param exit of the command
        record Not(int exit) implements Asked {}
    }

    /// Whose token it is, or what is wrong is told.
    Optional<Token> whose(Console console) {
        var whose = Token.parse(token);
        if (whose.isEmpty()) {
            console.complain(Message.TRACE_TOKEN, token);
        }
        return whose;
    }

    Path vault() {
        return place.vault();
    }

    Asked ask(Json.Obj request, Console console) throws IOException {
        return place.ask(request, console);
    }
}
