package onecard.edge.bio.look;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import onecard.time.ClockTrust;
import onecard.time.Moment;
import org.tinylog.Logger;
import org.tinylog.TaggedLogger;

/// What the cards that were read last carry to compare their holders with: of each reader one card,
/// for no longer than a presentation lasts. Nobody is believed by it alone: who may enrol has
/// signed it for that card, and its holder must have agreed here. Thread-safe.
public final class CardTemplates implements CardsRead {

    private static final TaggedLogger LOG = Logger.tag("bio");

    /// As long as a presentation with several looks may take.
    static final Duration KEPT = Duration.ofMinutes(1);

    private static final CardTemplate.Read ANOTHER_CARD =
            new CardTemplate.Read.Bad(CardTemplate.Why.ANOTHER_CARD);

    private final TrustedKeys keys;
    private final Duration retention;
    private final Supplier<Moment> clock;
    private final LongSupplier nanos;
    private final Map<String, Held> byReader = new HashMap<>(); // guarded by this

    /// @param told what was said in the log of that card: it is looked at several times
    private record Held(
            Credential card,
            Token subject,
            List<CardReference> references,
            long since,
            Set<String> told) {

        void wipe() {
            references.forEach(CardReference::wipe);
        }
    }

    /// @param keys of those who may enrol
    /// @param retention nobody is compared for longer with what a sensor saw of them
    public CardTemplates(
            TrustedKeys keys, Duration retention, Supplier<Moment> clock, LongSupplier nanos) {
        this.keys = keys;
        this.retention = retention;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public synchronized void carried(
            String reader, Credential card, Token subject, List<CardReference> references) {
        var before =
                references.isEmpty()
                        ? byReader.remove(reader)
                        : byReader.put(
                                reader,
                                new Held(
                                        card,
                                        subject,
                                        references,
                                        nanos.getAsLong(),
                                        new HashSet<>()));
        if (before != null) {
            before.wipe();
        }
    }

    /// To compare somebody with who has shown their card just now; the caller wipes it. What is not
    /// for that card, or not by who may enrol, is said in the log, once a card, and is nothing; and
    /// so is what a sensor saw before they agreed, since who withdraws cannot wipe a card, and all
    /// of it where nobody knows what day it is.
    ///
    /// @param agreed since when they agree to be compared
    synchronized List<Template> of(Token subject, Modality modality, Instant agreed) {
        tidy();
        var found = new ArrayList<Template>();
        for (var held : byReader.values()) {
            if (held.subject().equals(subject)) {
                for (var each : held.references()) {
                    objection(held, each, modality, agreed, found)
                            .filter(held.told()::add)
                            .ifPresent(CardTemplates::told);
                }
            }
        }
        return List.copyOf(found);
    }

    /// Why it is nothing; empty where it is something, or of another modality.
    private Optional<String> objection(
            Held held,
            CardReference carried,
            Modality modality,
            Instant agreed,
            List<Template> found) {
        var now = clock.get();
        if (now.trust() == ClockTrust.UNTRUSTED) {
            return Optional.of("CLOCK_UNTRUSTED");
        }
        var card = held.card();
        return switch (read(carried, card, now.wall())) {
            case CardTemplate.Read.Bad(var why) -> Optional.of(why.name());
            case CardTemplate.Read.Good(var good) -> {
                var template = good.template();
                boolean wanted = template.modality() == modality;
                var odd = wanted ? odd(template, agreed, now.wall()) : Optional.<String>empty();
                if (wanted && odd.isEmpty()) {
                    found.add(template);
                } else {
                    template.wipe();
                }
                yield odd;
            }
        };
    }

    /// It was signed for the card by its token, and may have been so before the site's key was
    /// rolled.
    private CardTemplate.Read read(CardReference carried, Credential card, Instant now) {
        var read = CardTemplate.read(carried.bytes(), card.kind(), card.token(), keys, now);
        var former = card.renamed().former(card.token());
        return former.isPresent() && read.equals(ANOTHER_CARD)
                ? CardTemplate.read(carried.bytes(), card.kind(), former.get(), keys, now)
                : read;
    }

    private Optional<String> odd(Template template, Instant agreed, Instant now) {
        if (template.captured().isBefore(agreed)) {
            return Optional.of("BEFORE_CONSENT");
        }
        return template.captured().isAfter(now.minus(retention))
                ? Optional.empty()
                : Optional.of(CardTemplate.Why.OVER.name());
    }

    private static void told(String why) {
        LOG.warn("what a card carries to compare its holder with is nothing: {}", why);
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
