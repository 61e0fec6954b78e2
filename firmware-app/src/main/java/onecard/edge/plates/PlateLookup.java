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
        var _ = find(new Token(0, 0));
    }

    /// @param plate in the form of [onecard.hal.PlateText]
    public Looked look(String plate) {
        var token = token(plate);
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            var read = find(token);
            boolean known = isKnown(token, read);
            if (known || terms.tolerance().equals(PlateTolerance.NONE)) {
                return new Looked(shown(token, read), known ? Match.EXACT : Match.NONE);
            }
            var near = near(plate, read);
            if (near.isPresent()) {
                return near.get();
            }
        }
        return new Looked(shown(token, find(token)), Match.NONE);
    }

    /// Empty if the lists have been switched meanwhile.
    ///
    /// @param read what they say of the plate as it was read: nothing
    private Optional<Looked> near(String plate, Lists.Found read) {
        var known =
                Nearby.of(plate).stream()
                        .filter(each -> isKnown(token(each), find(token(each))))
                        .limit(2)
                        .toList();
        if (known.size() != 1) {
            var match = known.isEmpty() ? Match.NONE : Match.AMBIGUOUS;
            return sameAs(read, find(token(plate)))
                    .map(found -> new Looked(shown(token(plate), found), match));
        }
        var stands = token(known.getFirst());
        var theirs = find(stands);
        boolean taken =
                terms.tolerance().tolerates(plate, known.getFirst()) && isExpected(stands, theirs);
        return sameAs(read, theirs)
                .map(
                        _ ->
                                taken
                                        ? new Looked(shown(stands, theirs), Match.TOLERANT)
                                        : new Looked(shown(token(plate), read), Match.NONE));
    }

    /// What was looked up, with the passes of visitors that it stands for.
    public Presentation bound(Looked looked) {
        return ports.bound().apply(looked.shown());
    }

    private List<Presentation.Bound.Invited> passes(Token token, Lists.Found found) {
        return ports.bound().apply(shown(token, found)) instanceof Presentation.Bound bound
                ? bound.passes()
                : List.of();
    }

    /// Whoever a pass expects is as good as known: no other vehicle.
    private boolean isKnown(Token token, Lists.Found found) {
        return !found.entries().isEmpty() || !passes(token, found).isEmpty();
    }

    private boolean isExpected(Token token, Lists.Found found) {
        var wall = ports.wall().get();
        return Expected.isExpected(policy, found.entries(), wall)
                || !Expected.isDenied(found.entries())
                        && Expected.isExpected(policy, point, passes(token, found), wall);
    }

    private static Optional<Lists.Found> sameAs(Lists.Found before, Lists.Found now) {
        return Optional.of(now).filter(found -> found.lists().equals(before.lists()));
    }

    private static Presentation.Known shown(Token token, Lists.Found found) {
        return new Presentation.Known(
                Credential.of(CredentialKind.PLATE, token, Assurance.A0),
                List.copyOf(found.entries()),
                found.lists());
    }

    private Token token(String plate) {
        return Token.of(ports.tokens().bytes(CredentialKind.PLATE.wire(), plate));
    }

    private Lists.Found find(Token token) {
        var held = lists.orElseGet(ports.open());
        lists = Optional.of(held);
        return held.find(CredentialKind.PLATE, token);
    }
}
