package onecard.edge.plates;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Expected;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.store.registry.Lists;
import onecard.site.PlateTerms;
import onecard.site.PlateTolerance;

/// Whose a plate is that was read at one point, for the thread of the camera there, which is the
/// only one that knows the plate.
///
/// Where the point tolerates a misread character, and no list knows the plate as it was read, every
/// plate that differs in one is looked for. It is taken for the one that is found if that is
/// expected here now ([Expected]), and no other plate that any list knows is as near: whoever is
/// denied, or is known elsewhere, may be the one who came. Lists hold tokens, so each of some 300
/// is hashed and looked up; that takes milliseconds, and only of plates that nobody knows. Which
/// character may be wrong for which the point says ([PlateTolerance]); that somebody is as near by
/// any other keeps both out all the same.
///
/// Whose plate differs from an expected one in such a character is taken for that: no list can tell
/// them apart.
public final class PlateLookup {

    /// Lists may be switched while some hundred plates are looked for, which is then done anew.
    private static final int TRIES_MAX = 3;

    private final String point;
    private final Policy policy;
    private final PlateTerms terms;
    private final Ports ports;
    private Optional<Lists> lists = Optional.empty();

    /// What it reaches.
    ///
    /// @param open makes this thread's own connection at its first look
    /// @param wall the clock on the wall
    /// @param bound a plate with the visitors' passes that it stands for, where any are expected
    public record Ports(
            Tokens tokens,
            Supplier<Lists> open,
            Supplier<Instant> wall,
            UnaryOperator<Presentation> bound) {

        /// Where nobody visits.
        public Ports(Tokens tokens, Supplier<Lists> open, Supplier<Instant> wall) {
            this(tokens, open, wall, shown -> shown);
        }
    }

    /// What was found.
    public record Looked(Presentation.Known shown, Match match) {}

    /// @param point where the camera stands
    /// @param policy of the point
    public PlateLookup(String point, Policy policy, PlateTerms terms, Ports ports) {
        this.point = point;
        this.policy = policy;
        this.terms = terms;
        this.ports = ports;
    }

    public PlateTerms terms() {
        return terms;
    }

    /// Connection and code are made ready: the first vehicle is not the one to wait.
    public void warm() {
        var _ = find("");
    }

    /// @param plate in the form of [onecard.hal.PlateText]
    public Looked look(String plate) {
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            var read = find(plate);
            boolean known = isKnown(plate, read);
            if (known || terms.tolerance().equals(PlateTolerance.NONE)) {
                return new Looked(shown(plate, read), known ? Match.EXACT : Match.NONE);
            }
            var near = near(plate, read);
            if (near.isPresent()) {
                return near.get();
            }
        }
        return new Looked(shown(plate, find(plate)), Match.NONE);
    }

    /// Empty if the lists have been switched meanwhile.
    ///
    /// @param read what they say of the plate as it was read: nothing
    private Optional<Looked> near(String plate, Lists.Found read) {
        var known =
                Nearby.of(plate).stream()
                        .filter(each -> isKnown(each, find(each)))
                        .limit(2)
                        .toList();
        if (known.size() != 1) {
            var match = known.isEmpty() ? Match.NONE : Match.AMBIGUOUS;
            return sameAs(read, find(plate)).map(found -> new Looked(shown(plate, found), match));
        }
        var stands = known.getFirst();
        var theirs = find(stands);
        boolean taken = terms.tolerance().tolerates(plate, stands) && isExpected(stands, theirs);
        return sameAs(read, theirs)
                .map(
                        _ ->
                                taken
                                        ? new Looked(shown(stands, theirs), Match.TOLERANT)
                                        : new Looked(shown(plate, read), Match.NONE));
    }

    /// What was looked up, with the passes of visitors that it stands for.
    public Presentation bound(Looked looked) {
        return ports.bound().apply(looked.shown());
    }

    private List<Presentation.Bound.Invited> passes(String plate, Lists.Found found) {
        return ports.bound().apply(shown(plate, found)) instanceof Presentation.Bound bound
                ? bound.passes()
                : List.of();
    }

    /// Whoever a pass expects is as good as known: no other vehicle.
    private boolean isKnown(String plate, Lists.Found found) {
        return !found.entries().isEmpty() || !passes(plate, found).isEmpty();
    }

    private boolean isExpected(String plate, Lists.Found found) {
        var wall = ports.wall().get();
        return Expected.isExpected(policy, found.entries(), wall)
                || !Expected.isDenied(found.entries())
                        && Expected.isExpected(policy, point, passes(plate, found), wall);
    }

    private static Optional<Lists.Found> sameAs(Lists.Found before, Lists.Found now) {
        return Optional.of(now).filter(found -> found.lists().equals(before.lists()));
    }

    private Presentation.Known shown(String plate, Lists.Found found) {
        return new Presentation.Known(
                Credential.of(CredentialKind.PLATE, token(plate), Assurance.A0)
                        .renamed(renamed(plate).and(found.renamed())),
                List.copyOf(found.entries()),
                found.lists());
    }

    private Token token(String plate) {
        return Token.of(ports.tokens().bytes(CredentialKind.PLATE.wire(), plate));
    }

    private Renamed renamed(String plate) {
        return Tokens.renamed(ports.tokens(), CredentialKind.PLATE.wire(), plate);
    }

    private Lists.Found find(String plate) {
        var held = lists.orElseGet(ports.open());
        lists = Optional.of(held);
        return held.find(CredentialKind.PLATE, token(plate), renamed(plate));
    }
}
