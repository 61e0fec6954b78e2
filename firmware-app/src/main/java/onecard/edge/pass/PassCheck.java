package onecard.edge.pass;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import onecard.access.Assurance;
import onecard.access.Pass;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Uses;
import onecard.edge.crypto.Tokens;
import onecard.hal.Pseudonym;
import onecard.time.Moment;

/// Verifies tokens for one device, always in this order: length, prefix, form
/// (`CARD_UNREADABLE`), known key and signature (`BAD_SIGNATURE`), audience (`WRONG_POINT`), time
/// (`NOT_YET_VALID`, `EXPIRED`, `CLOCK_UNTRUSTED`), replay (`REPLAYED`, `USED_UP`). That is the
/// order of decision at a point; the usual one of tokens, time before audience, gives way to it.
/// Pure; any text is safe to pass. Thread-safe.
///
/// @param tokens turns the pass id into its token
/// @param points of the device, with the groups that may pass at each
/// @param groups every group that a point asks for, to let it pass or for anything else
public record PassCheck(
        PassKeys keys,
        Pseudonym tokens,
        String site,
        Map<String, Set<String>> points,
        Set<String> groups) {

    /// The kind under which one rolling code is counted; no credential has it.
    private static final String ROLLING = "rolling";

    private static final String PASS = "pass";

    /// Somebody holds what was issued to them, or a picture of it, or, of a rolling code, a line to
    /// the phone that has its secret: no chip was asked.
    private static final Assurance SIGNED = Assurance.A1;

    public PassCheck {
        points = Map.copyOf(points);
        groups = Set.copyOf(groups);
    }

    /// All of it, for a pass shown at `point`.
    public PassResult verify(String text, String point, Moment now, Uses used) {
        return switch (opened(text)) {
            case PassResult.Refused refused -> refused;
            case PassResult.Verified verified ->
                    verified.pass()
                            .objection(point, points.getOrDefault(point, Set.of()), now, used)
                            .<PassResult>map(PassResult.Refused::new)
                            .orElse(verified);
        };
    }

    /// Whether it begins as tokens do: it is ours then, good or not.
    public static boolean looksLikeOne(String text) {
        return PassToken.PREFIXES.stream().anyMatch(text::startsWith);
    }

    /// As far as the signature; the rest is the decision's, which owns the time and the memory.
    public PassResult opened(String text) {
        var token = PassToken.parse(text);
        if (token.isEmpty()) {
            return new PassResult.Refused(Reason.CARD_UNREADABLE);
        }
        if (!token.get().signed(keys)) {
            return new PassResult.Refused(Reason.BAD_SIGNATURE);
        }
        var claims = token.get().claims();
        return new PassResult.Verified(
                claims, pass(token.get(), claims), SIGNED, renamed(token.get(), claims));
    }

    private Renamed renamed(PassToken token, PassClaims claims) {
        var id = claims.id().toString();
        var use = token.useOf();
        var pass = Tokens.renamed(tokens, PASS, id);
        return use.equals(id) ? pass : pass.and(Tokens.renamed(tokens, ROLLING, use));
    }

    private Pass pass(PassToken token, PassClaims claims) {
        var id = Token.of(tokens.of(PASS, claims.id().toString()));
        var use = token.useOf();
        var counted =
                use.equals(claims.id().toString())
                        ? Use.ofPass(id, claims.uses(), claims.until())
                        : new Use(Token.of(tokens.of(ROLLING, use)), claims.uses(), claims.until());
        return new Pass(
                        id,
                        named(points.keySet(), point -> held(claims, Address.ofPoint(site, point))),
                        named(groups, group -> held(claims, Address.ofGroup(site, group))),
                        claims.from(),
                        claims.until(),
                        counted)
                .endingAt(token.end());
    }

    private static boolean held(PassClaims claims, Address address) {
        return claims.audience().holds(address);
    }

    private static Set<String> named(Set<String> names, Predicate<String> addressed) {
        return names.stream().filter(addressed).collect(Collectors.toUnmodifiableSet());
    }
}
