package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.Renames;
import onecard.edge.store.journal.JournalReader;

/// The card that was last shown at a point, as the journal has it: whoever stands at a desk has it
/// in their hand, and nobody knows its token by heart. Nothing is taken from the tap: it opens, or
/// does not, as ever. What was shown there last must be that card: whoever is there now and whose
/// card was not read, or who shows something else, is not taken for whoever was there before.
sealed interface LastTap {

    /// Who was asked for a card has shown it by then; one that was shown before is somebody else's.
    Duration RECENT = Duration.ofSeconds(30);

    /// A clock that is set as the time comes may go back so far.
    Duration SET_BACK = Duration.ofSeconds(2);

    /// A busy point has fewer records in that time.
    int RECORDS = 2_000;

    /// What is carried, and stands for a person for long.
    Set<CredentialKind> CARDS =
            EnumSet.of(
                    CredentialKind.SSC,
                    CredentialKind.IDCARD,
                    CredentialKind.IDCARD_SERIAL,
                    CredentialKind.TUNION,
                    CredentialKind.UID);

    /// @param ago since it was shown
    /// @param renamed what it was known by before, as the tap says
    record Shown(CredentialKind kind, Token card, Duration ago, Renamed renamed)
            implements LastTap {
        /// Where no key is rolled.
        Shown(CredentialKind kind, Token card, Duration ago) {
            this(kind, card, ago, Renamed.NOTHING);
        }
    }

    /// No card was shown there of late, or something else since.
    record Nothing() implements LastTap {}

    /// Two were: nobody knows which is meant.
    record Several() implements LastTap {}

    /// @param now by this machine's clock
    static LastTap at(Path journal, String point, Instant now) throws IOException {
        var taps = new ArrayList<Optional<Shown>>();
        try (var reader = JournalReader.open(journal).orElseThrow()) {
            long _ =
                    reader.each(
                            reader.before(RECORDS),
                            event ->
                                    JsonReader.object(event)
                                            .filter(it -> isTap(it, point))
                                            .ifPresent(it -> taps.add(shown(it, now))));
        }
        long cards = taps.stream().flatMap(Optional::stream).map(Shown::card).distinct().count();
        if (cards > 1) {
            return new Several();
        }
        return taps.isEmpty()
                ? new Nothing()
                : taps.getLast().<LastTap>map(it -> it).orElseGet(Nothing::new);
    }

    private static boolean isTap(Json.Obj event, String point) {
        return event.text("type").equals(Optional.of("onecard.tap.v1"))
                && event.text("subject").equals(Optional.of(point));
    }

    /// Empty if it was no card that was read, or not just now.
    private static Optional<Shown> shown(Json.Obj event, Instant now) {
        var credential =
                event.object("data").flatMap(it -> it.object("credential")).orElse(Json.Obj.EMPTY);
        var kind = credential.text("kind").flatMap(CredentialKind::ofWire).filter(CARDS::contains);
        var token = credential.text("token").flatMap(Token::parse);
        var ago = event.text("time").flatMap(time -> since(time, now));
        return kind.isPresent() && token.isPresent() && ago.isPresent()
                ? Optional.of(new Shown(kind.get(), token.get(), ago.get(), Renames.of(event)))
                : Optional.empty();
    }

    /// Empty if it was not just now.
    private static Optional<Duration> since(String time, Instant now) {
        try {
            var ago = Duration.between(OffsetDateTime.parse(time).toInstant(), now);
            return Optional.of(ago)
                    .filter(it -> it.compareTo(RECENT) <= 0)
                    .filter(it -> it.plus(SET_BACK).compareTo(Duration.ZERO) >= 0)
                    .map(it -> it.isNegative() ? Duration.ZERO : it);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
