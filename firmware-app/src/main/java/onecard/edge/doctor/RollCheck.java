package onecard.edge.doctor;

import static onecard.edge.words.Message.ROLL_BEGUN;
import static onecard.edge.words.Message.ROLL_NEXT;
import static onecard.edge.words.Message.ROLL_NOBODY;
import static onecard.edge.words.Message.ROLL_UNSEEN;
import static onecard.edge.words.Message.ROLL_UNSEEN_NEXT;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.Renames;
import onecard.edge.store.journal.JournalReader;
import onecard.site.SiteProfile;
import onecard.words.Words;

/// Whether the site's key is being rolled, since when, and how many have come since and are known
/// by the other key: a roll is for some weeks, and whoever runs the site ends it.
public final class RollCheck {

    private static final String PART = "roll";

    private final Path journal;

    /// @param journal which need not be there yet
    public RollCheck(Path journal) {
        this.journal = journal;
    }

    /// One finding while a key is rolled; none else.
    public List<Finding> check(SiteProfile site) {
        if (site.keys().formerSite().isEmpty()) {
            return List.of();
        }
        try {
            return List.of(new Finding.Warn(PART, seen().said(), ROLL_NEXT.with()));
        } catch (IOException failed) {
            var why = String.valueOf(failed.getMessage());
            return List.of(new Finding.Warn(PART, ROLL_UNSEEN.with(why), ROLL_UNSEEN_NEXT.with()));
        }
    }

    private Seen seen() throws IOException {
        var seen = new Seen();
        var reader = JournalReader.open(journal);
        if (reader.isPresent()) {
            try (var records = reader.get()) {
                long _ = records.each(0, seen::read);
            }
        }
        return seen;
    }

    /// Who has come since.
    private static final class Seen {
        private final Set<Token> people = new HashSet<>();
        private Optional<String> since = Optional.empty();
        private Optional<String> last = Optional.empty();

        /// Most records end at the first look.
        void read(String event) {
            if (event.contains("\"former\":{")) {
                JsonReader.object(event).ifPresent(this::read);
            }
        }

        private void read(Json.Obj event) {
            var renamed = Renames.of(event);
            if (!renamed.isNothing()) {
                last = event.text("time");
                since = since.or(() -> last);
                event.object("data")
                        .flatMap(data -> data.object("credential"))
                        .flatMap(credential -> credential.text("token"))
                        .flatMap(Token::parse)
                        .filter(card -> renamed.former(card).isPresent())
                        .ifPresent(people::add);
            }
        }

        Words said() {
            return since.isEmpty()
                    ? ROLL_NOBODY.with()
                    : ROLL_BEGUN.with(since.get(), people.size(), last.orElse("?"));
        }
    }
}
