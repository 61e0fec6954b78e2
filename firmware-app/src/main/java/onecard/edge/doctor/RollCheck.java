package onecard.edge.doctor;

import static onecard.edge.words.Message.ROLL_BEGUN;
import static onecard.edge.words.Message.ROLL_LEFT;
import static onecard.edge.words.Message.ROLL_LEFT_NEXT;
import static onecard.edge.words.Message.ROLL_NEXT;
import static onecard.edge.words.Message.ROLL_NOBODY;
import static onecard.edge.words.Message.ROLL_UNSEEN;
import static onecard.edge.words.Message.ROLL_UNSEEN_NEXT;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.CredentialKind;
import onecard.access.Memory;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Renames;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.vault.VaultLook;
import onecard.site.SiteProfile;
import onecard.words.Words;

/// Whether the site's key is being rolled, since when, how many have come since and are known by
/// the other key, and what stands under the former one still: a roll is for some weeks, and whoever
/// runs the site ends it.
public final class RollCheck {

    private static final String PART = "roll";

    private final Path state;
    private final Instant now;

    /// @param state directory, whose files need not be there yet
    /// @param now by this machine's clock
    public RollCheck(Path state, Instant now) {
        this.state = state;
        this.now = now;
    }

    /// One finding while a key is rolled, and another one where something is lost if it ends now;
    /// none else.
    public List<Finding> check(SiteProfile site) {
        if (site.keys().formerSite().isEmpty()) {
            return List.of();
        }
        try {
            return looked();
        } catch (IOException failed) {
            var why = String.valueOf(failed.getMessage());
            return List.of(new Finding.Warn(PART, ROLL_UNSEEN.with(why), ROLL_UNSEEN_NEXT.with()));
        }
    }

    private List<Finding> looked() throws IOException {
        var seen = new Seen();
        var fold = new MemoryFold();
        var reader = JournalReader.open(StateDir.journal(state));
        if (reader.isPresent()) {
            try (var records = reader.get()) {
                long _ = records.each(0, seen::read);
                records.fold(fold);
            }
        }
        var rolled = new Finding.Warn(PART, seen.said(), ROLL_NEXT.with());
        return left(fold.memory(), seen.present)
                .<List<Finding>>map(
                        left ->
                                List.of(
                                        rolled,
                                        new Finding.Warn(PART, left, ROLL_LEFT_NEXT.with())))
                .orElse(List.of(rolled));
    }

    /// What is lost if the roll ends now; empty: nothing of what can be told from here.
    private Optional<Words> left(Memory memory, Set<Token> present) throws IOException {
        var used =
                memory.uses().used().entrySet().stream()
                        .filter(use -> use.getValue().until().isAfter(now))
                        .map(use -> use.getKey())
                        .toList();
        var bodies =
                VaultLook.kept(StateDir.vault(state)).stream()
                        .map(VaultLook.Kept::person)
                        .collect(Collectors.toSet());
        long inside = without(memory.people().people().keySet(), present);
        long uses = without(used, present);
        long people = without(bodies, present);
        return inside + uses + people == 0
                ? Optional.empty()
                : Optional.of(ROLL_LEFT.with(inside, uses, people));
    }

    private static long without(Collection<Token> kept, Set<Token> present) {
        return kept.stream().filter(token -> !present.contains(token)).count();
    }

    /// Who has come since. A card that a list names and that no former token is told of was shown
    /// before this roll: what was told until then is of one before.
    private static final class Seen {

        /// Whoever is known by their body shows nothing that is hashed.
        private static final List<String> BODIES =
                Stream.of(CredentialKind.FACE, CredentialKind.FINGER, CredentialKind.VEIN)
                        .map(kind -> "\"kind\":\"" + kind.wire() + "\"")
                        .toList();

        private final Set<Token> present = new HashSet<>();
        private final Set<Token> cards = new HashSet<>();
        private Optional<String> since = Optional.empty();
        private Optional<String> last = Optional.empty();

        /// Most records end at the first look.
        void read(String event) {
            if (event.contains("\"former\":{")) {
                JsonReader.object(event).ifPresent(this::read);
            } else if (since.isPresent() && isOfACard(event)) {
                present.clear();
                cards.clear();
                since = Optional.empty();
            }
        }

        private static boolean isOfACard(String event) {
            return event.contains("\"type\":\"onecard.tap.v1\"")
                    && event.contains("\"credential\":{")
                    && event.contains("\"list\":{")
                    && BODIES.stream().noneMatch(event::contains);
        }

        private void read(Json.Obj event) {
            var renamed = Renames.of(event);
            if (renamed.isNothing()) {
                return;
            }
            last = event.text("time");
            since = since.or(() -> last);
            present.addAll(renamed.present().values());
            var data = Occurrences.data(event);
            if (data.object("list").isPresent()) { // else a stranger, or a code that is refused
                data.object("credential")
                        .flatMap(credential -> credential.text("token"))
                        .flatMap(Token::parse)
                        .filter(card -> renamed.former(card).isPresent())
                        .ifPresent(cards::add);
            }
        }

        Words said() {
            return since.isEmpty()
                    ? ROLL_NOBODY.with()
                    : ROLL_BEGUN.with(since.get(), cards.size(), last.orElse("?"));
        }
    }
}
