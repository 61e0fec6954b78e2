package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.state.StateDir;
import onecard.edge.store.registry.CardHolders;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.VaultLook;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whom a command about people's bodies is of, and where.
final class VaultOptions {

    @Option(names = "--token", paramLabel = "T", descriptionKey = "onecard.vault.token")
    private Optional<String> token = Optional.empty();

    @Option(names = "--last-tap", paramLabel = "POINT", descriptionKey = "onecard.vault.last-tap")
    private Optional<String> lastTap = Optional.empty();

    @Mixin private VaultPlace place = new VaultPlace();

    /// What came of a request.
    sealed interface Asked {

        record Done(Json.Obj answer) implements Asked {}

        /// Why not is told.
        ///
        /// @param exit of the command
        record Not(int exit) implements Asked {}
    }

    /// Whom a command is of.
    sealed interface Whose {

        /// @param token of a person; or of a card whose holder no list knows
        /// @param card that was shown, and is a person's; empty where a token was written
        record Of(Token token, Optional<Enrolled> card) implements Whose {}

        /// What is wrong is told.
        ///
        /// @param exit of the command
        record Not(int exit) implements Whose {}
    }

    /// Whether nobody is named.
    boolean isOfNobody() {
        return token.isEmpty() && lastTap.isEmpty();
    }

    /// Who it is of whom something is noted: the person that a token is of, or whose card was shown
    /// last at a point, as the lists have it.
    Whose person(Console console) throws IOException {
        return switch (whose(console)) {
            case Whose.Of(_, var card) when lastTap.isPresent() && card.isEmpty() -> {
                console.complain(Message.LAST_TAP_STRANGER);
                yield new Whose.Not(Exit.FAILED);
            }
            case Whose.Of(var token, var card) when card.isEmpty() && isOfACard(token) -> {
                console.complain(Message.VAULT_CARD_TOKEN);
                yield new Whose.Not(Exit.USAGE);
            }
            case Whose whose -> whose;
        };
    }

    /// Nobody would be known by what is noted of a card.
    private boolean isOfACard(Token token) throws IOException {
        return VaultLook.of(vault(), token).stream().anyMatch(it -> !it.person().equals(token));
    }

    /// The same of whoever asks what there is of them, or that it goes, and may be on no list any
    /// more: then by the card.
    Whose whose(Console console) throws IOException {
        if (token.isPresent() == lastTap.isPresent()) {
            console.complain(Message.VAULT_WHO);
            return new Whose.Not(Exit.USAGE);
        }
        if (lastTap.isPresent()) {
            return shown(lastTap.get(), console);
        }
        var whose = Token.parse(token.get());
        if (whose.isEmpty()) {
            console.complain(Message.TRACE_TOKEN, token.get());
            return new Whose.Not(Exit.USAGE);
        }
        return new Whose.Of(whose.get(), Optional.empty());
    }

    private Whose shown(String point, Console console) throws IOException {
        var journal = JournalCommand.open(place.directory(), console);
        if (journal.isEmpty()) {
            return new Whose.Not(Exit.FAILED);
        }
        journal.get().close();
        var file = place.directory().resolve("journal.db");
        return switch (LastTap.at(file, point, Instant.now())) {
            case LastTap.Shown(var kind, var card, var ago, var renamed) -> {
                console.point(
                        Message.LAST_TAP
                                .with(point, kind.wire(), ago.toSeconds())
                                .in(console.lang()));
                yield held(kind, card, renamed);
            }
            case LastTap.Nothing() -> {
                console.complain(Message.LAST_TAP_NONE, point, LastTap.RECENT.toSeconds());
                yield new Whose.Not(Exit.FAILED);
            }
            case LastTap.Several() -> {
                console.complain(Message.LAST_TAP_SEVERAL, point, LastTap.RECENT.toSeconds());
                yield new Whose.Not(Exit.FAILED);
            }
        };
    }

    /// Whose the card is, as the lists have it. By the card itself only where no list knows it:
    /// what is kept under one that was given to somebody else is not theirs.
    private Whose held(CredentialKind kind, Token card, Renamed renamed) throws IOException {
        var holder = CardHolders.of(StateDir.registry(place.directory()), kind, card, renamed);
        return new Whose.Of(holder.orElse(card), holder.map(it -> new Enrolled(it, kind, card)));
    }

    /// What else whoever asks is known by: see [Names#of].
    List<Token> names(Token token) throws IOException {
        return Names.of(place.directory(), token);
    }

    /// Whether nothing is known of them: a token may be written wrong. What cannot be looked at is
    /// asked for all the same.
    boolean isUnknown(List<Token> names) {
        try {
            return VaultLook.of(vault(), names).isEmpty();
        } catch (IOException _) {
            return false;
        }
    }

    /// As [VaultPlace#profile].
    Optional<Optional<SiteProfile>> profile(Console console) {
        return place.profile(console);
    }

    Path vault() {
        return place.vault();
    }

    Asked ask(Json.Obj request, Console console) throws IOException {
        return place.ask(request, console);
    }
}
