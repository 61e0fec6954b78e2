package onecard.edge.bio;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.access.Credential;
import onecard.access.Token;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.intake.CardsRead;
import onecard.edge.match.CardTemplate;
import onecard.edge.match.Template;
import onecard.hal.CardReference;
import onecard.hal.bio.Modality;
import org.tinylog.Logger;
import org.tinylog.TaggedLogger;

/// What the cards that were read last carry to compare their holders with: of each reader one card,
/// for no longer than a presentation lasts. Nobody is believed by it alone: who may enrol has
/// signed it for that card, and its holder must have agreed here. Thread-safe.
public final class CardTemplates implements CardsRead {

    private static final TaggedLogger LOG = Logger.tag("bio");

    /// As long as a presentation with several looks may take.
    static final Duration KEPT = Duration.ofMinutes(1);

    private final TrustedKeys keys;
    private final Supplier<Instant> wall;
    private final LongSupplier nanos;
    private final Map<String, Held> byReader = new HashMap<>(); // guarded by this

    private record Held(
            Credential card, Token subject, List<CardReference> references, long since) {
        void wipe() {
            references.forEach(CardReference::wipe);
        }
    }

    /// @param keys of those who may enrol
    public CardTemplates(TrustedKeys keys, Supplier<Instant> wall, LongSupplier nanos) {
        this.keys = keys;
        this.wall = wall;
        this.nanos = nanos;
    }

    @Override
    public synchronized void carried(
            String reader, Credential card, Token subject, List<CardReference> references) {
        var before =
                references.isEmpty()
                        ? byReader.remove(reader)
                        : byReader.put(
                                reader, new Held(card, subject, references, nanos.getAsLong()));
        if (before != null) {
            before.wipe();
        }
    }

    /// To compare somebody with who has shown their card just now; the caller wipes it. What is not
    /// for that card, or not by who may enrol, is said in the log and is nothing.
    synchronized List<Template> of(Token subject, Modality modality) {
        tidy();
        var found = new ArrayList<Template>();
        for (var held : byReader.values()) {
            if (held.subject().equals(subject)) {
                held.references().forEach(each -> read(held.card(), each, modality, found));
            }
        }
        return List.copyOf(found);
    }

    private void read(
            Credential card, CardReference carried, Modality modality, List<Template> found) {
        switch (CardTemplate.read(carried.bytes(), card.kind(), card.token(), keys, wall.get())) {
            case CardTemplate.Read.Good(var good) -> {
                if (good.template().modality() == modality) {
                    found.add(good.template());
                } else {
                    good.template().wipe();
                }
            }
            case CardTemplate.Read.Bad(var why) ->
                    LOG.warn("what a card carries to compare its holder with is nothing: {}", why);
        }
    }

    /// Wipes what is kept for long enough.
    public synchronized void tidy() {
        long now = nanos.getAsLong();
        byReader.values()
                .removeIf(
                        held -> {
                            boolean over = now - held.since() >= KEPT.toNanos();
                            if (over) {
                                held.wipe();
                            }
                            return over;
                        });
    }

    /// Nobody is looked at any more; the readers are closed.
    public synchronized void close() {
        byReader.values().forEach(Held::wipe);
        byReader.clear();
    }
}
