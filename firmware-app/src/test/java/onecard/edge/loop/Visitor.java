package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Presentation.Bound.Invited;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;

/// Somebody with a pass, and where they are.
final class Visitor {

    private static final ListVersion LIST =
            new ListVersion("visitors", 3, Instant.parse("2026-11-23T00:00:00Z"), Optional.empty());
    private static final Entry DENIED =
            new Entry(
                    new ListVersion(ListVersion.DENY, 1, VisitorWorld.MORNING, Optional.empty()),
                    new Token(1, 1),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true);

    final int number;
    final VisitTerms terms;
    private final Instant from;
    private final boolean owes;
    boolean listed = true;
    boolean denied;
    boolean inside;
    int physicallyIn;

    private Visitor(int number, VisitTerms terms, Instant from, boolean owes) {
        this.number = number;
        this.terms = terms;
        this.from = from;
        this.owes = owes;
    }

    /// One of a day's, who owes for a lunch now and then.
    static Visitor of(Random random, long day, int number) {
        boolean owes = random.nextInt(8) == 0;
        int entries = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        int exits = random.nextInt(4) == 0 ? 1 : entries;
        var from = VisitorWorld.MORNING.plus(Duration.ofMinutes(random.nextInt(90)));
        var until = from.plus(Duration.ofMinutes(60 + random.nextInt(420)));
        var terms =
                new VisitTerms(
                        new Token(7, day * 1_000 + number),
                        Optional.of(new Token(1, 9)),
                        until,
                        entries,
                        exits,
                        false,
                        random.nextInt(3) == 0);
        return new Visitor(number, terms, from, owes);
    }

    boolean owes() {
        return owes;
    }

    void came() {
        inside = true;
        physicallyIn++;
    }

    boolean mayCome(VisitorWorld world) {
        return listed
                && !denied
                && world.knowsTheTime()
                && !world.wall().isBefore(from.minusSeconds(900).plusSeconds(5))
                && world.wall().isBefore(terms.until().plusSeconds(1_800).minusSeconds(5));
    }

    VisitReference.Agreed agreed() {
        return new VisitReference.Agreed(
                terms.pass(), terms.until(), terms.entries(), terms.exits(), terms.card(), owes);
    }

    Presentation any(VisitorWorld world, boolean drives) {
        if (drives) {
            return shows(world.random.nextBoolean() ? CredentialKind.PLATE : CredentialKind.SSC);
        }
        var kinds =
                List.of(
                        CredentialKind.SSC,
                        CredentialKind.IDCARD,
                        CredentialKind.PASS,
                        CredentialKind.UID);
        return shows(kinds.get(world.random.nextInt(kinds.size())));
    }

    /// What the reader makes of it, by the list as it is now.
    Presentation shows(CredentialKind kind) {
        var credential =
                Credential.of(
                        kind, new Token(100 + kind.ordinal(), terms.pass().low()), Assurance.A1);
        if (kind == CredentialKind.PASS) {
            return new Presentation.Signed(
                    Credential.of(kind, terms.pass(), Assurance.A1),
                    pass(),
                    denied ? List.of(DENIED) : List.of(),
                    List.of(LIST));
        }
        return new Presentation.Bound(
                new Presentation.Known(credential, List.of(), List.of(LIST)),
                listed
                        ? List.of(
                                new Invited(
                                        pass(), denied ? Optional.of(DENIED) : Optional.empty()))
                        : List.of(),
                Optional.empty());
    }

    private Pass pass() {
        return new Pass(
                        terms.pass(),
                        Set.of("g1", "g2", "bar"),
                        Set.of(),
                        from,
                        terms.until(),
                        new Use(terms.pass(), terms.entries(), terms.until()),
                        Optional.of(terms))
                .tolerating(Duration.ofMinutes(15), Duration.ofMinutes(30));
    }
}
