package onecard.edge.code;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Uses;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.pass.Address;
import onecard.edge.pass.PassCheck;
import onecard.edge.pass.PassClaims;
import onecard.edge.pass.PassId;
import onecard.edge.pass.PassIssuer;
import onecard.edge.pass.PassKeys;
import onecard.edge.store.registry.Lists;
import onecard.money.Fen;
import onecard.money.Preorder;
import onecard.money.Preorders;
import onecard.site.ForeignCode;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

class CodesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
    private static final Moment MOMENT = new Moment(new Mono(0), NOW, ClockTrust.SYNCED);
    private static final String ECARD = "SSC0123456789ABCDEF";
    private static final Tokens TOKENS = new Tokens(new byte[32]);
    private static final Token ANN = new Token(1, 1);
    private static final ListVersion STAFF = new ListVersion("staff", 17, NOW, Optional.empty());

    private final SigningKey issuer = SigningKey.ofSeed(new byte[32]);
    private final List<String> asked = new ArrayList<>();
    private Resolution answer =
            new Resolution.Named(CredentialKind.SSC, ANN, Optional.of("342500"));
    private Uses used = Uses.NONE;

    @Test
    void aForeignCodeIsForwardedAsItIsAndNamesSomebodyOnce() {
        var once = assertInstanceOf(Presentation.Once.class, scan(ECARD));

        assertEquals(List.of(ECARD), asked);
        assertEquals(
                new Credential(
                        CredentialKind.SSC,
                        ANN,
                        Assurance.A1,
                        OptionalInt.empty(),
                        Optional.of("342500"),
                        Optional.empty()),
                once.shown().credential());
        assertEquals(List.of(STAFF), once.shown().lists());
        assertEquals(1, once.shown().entries().size());
        assertEquals(new Use(hash(ECARD), 1, NOW.plusSeconds(60)), once.use());
    }

    @Test
    void theSameCodeAgainIsReplayedAndNobodyIsAsked() {
        var once = assertInstanceOf(Presentation.Once.class, scan(ECARD));
        used = used.with(once.use(), MOMENT);

        assertEquals(rejected(ECARD, Reason.REPLAYED), scan(ECARD));
        assertEquals(1, asked.size());
        assertInstanceOf(Presentation.Once.class, scan(ECARD + "0"));
    }

    @Test
    void withoutAnAnswerItIsWhatTheSiteSays() {
        answer = new Resolution.Unreachable("down");
        assertEquals(rejected(ECARD, Reason.NO_RESOLVER), scan(ECARD));
        assertEquals(
                rejected(ECARD, Reason.DEVICE_FAULT),
                codes(form("SSC", ForeignCode.Offline.REFUSE)).scanned(ECARD.getBytes(US_ASCII)));
    }

    @Test
    void aCodeTheServiceKnowsForFalseIsAWrongTry() {
        answer = new Resolution.Refused();
        assertEquals(rejected(ECARD, Reason.BAD_SIGNATURE), scan(ECARD));
    }

    @Test
    void withoutAServiceEveryForeignCodeIsRefused() {
        var codes =
                new Codes(
                        passes(),
                        List.of(
                                new Codes.Foreign(
                                        form("SSC", ForeignCode.Offline.CARD), Optional.empty())),
                        ports());
        assertEquals(rejected(ECARD, Reason.NO_RESOLVER), codes.scanned(ECARD.getBytes(US_ASCII)));
    }

    @Test
    void whatLooksLikeNothingKnownIsUnknownAndGoesNowhere() {
        for (var code :
                List.of(
                        "SSC01234",
                        "SSC" + "0".repeat(100),
                        "SSC0123456789-BCDEF",
                        "XSC0123456789ABCDEF",
                        "https://example.com/pay?to=me")) {
            assertEquals(rejected(code, Reason.UNKNOWN), scan(code));
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void noiseIsUnreadable() {
        var unreadable = new Presentation.Unreadable(Reason.CARD_UNREADABLE);
        assertEquals(unreadable, codes().scanned(new byte[0]));
        assertEquals(unreadable, codes().scanned(new byte[] {'S', (byte) 0xc3, (byte) 0xa9}));
        assertEquals(unreadable, codes().scanned(new byte[ForeignCode.CHARS_MAX + 1]));
    }

    @Test
    void theLongestPrefixCounts() {
        var told = new ArrayList<String>();
        var codes =
                new Codes(
                        passes(),
                        List.of(
                                new Codes.Foreign(
                                        form("SSC", ForeignCode.Offline.CARD),
                                        Optional.of(_ -> told("short", told))),
                                new Codes.Foreign(
                                        form("SSC01", ForeignCode.Offline.CARD),
                                        Optional.of(_ -> told("long", told)))),
                        ports());
        var _ = codes.scanned(ECARD.getBytes(US_ASCII));
        assertEquals(List.of("long"), told);
    }

    @Test
    void aPassOfOursIsOpenedAndItsDeniersComeAlong() {
        var claims =
                PassClaims.of(
                        new PassId(42),
                        Set.of(Address.ofPoint("langxi-hall", "door-1")),
                        NOW,
                        NOW.plusSeconds(60),
                        1);
        var token = PassIssuer.cose(claims, NOW, issuer);

        var signed = assertInstanceOf(Presentation.Signed.class, scan(token));

        assertEquals(CredentialKind.PASS, signed.credential().kind());
        assertEquals(Token.of(TOKENS.of("pass", "000000000000002a")), signed.credential().token());
        assertEquals(Set.of("door-1"), signed.pass().points());
        assertEquals(1, signed.entries().size());
        assertEquals(List.of(), asked);
    }

    @Test
    void aFalsePassIsAWrongTryOfThatTextAndNotOfThePassItClaimsToBe() {
        var claims =
                PassClaims.of(
                        new PassId(42),
                        Set.of(Address.ofPoint("langxi-hall", "door-1")),
                        NOW,
                        NOW.plusSeconds(60),
                        1);
        var seed = new byte[32];
        seed[0] = 1;
        var forged = PassIssuer.compact(claims, SigningKey.ofSeed(seed));

        assertEquals(rejected(forged, Reason.BAD_SIGNATURE), scan(forged));
        assertFalse(hash(forged).equals(Token.of(TOKENS.of("pass", "000000000000002a"))));
        assertEquals(
                new Presentation.Unreadable(Reason.CARD_UNREADABLE), scan(forged.substring(0, 90)));
    }

    // --- orders ---

    @Test
    void anOrdersCodeIsHashedAndNobodyIsAsked() {
        var known = assertInstanceOf(Presentation.Known.class, scan("ocorder:o-77"));

        assertEquals(
                Credential.of(CredentialKind.ORDER, order("o-77"), Assurance.A1),
                known.credential());
        assertEquals(List.of(STAFF), known.lists());
        assertEquals(1, known.entries().size(), "what is denied is looked for");
        assertEquals(List.of(), asked);
    }

    /// A list that says something of the order under either key says whose it was, too.
    @Test
    void whomAListNamesUnderEitherKeyAnOrdersCodeTells() {
        var rolled = new Tokens(new byte[32], Optional.of(new Tokens(new byte[] {1})));
        var lists = new OneEntry(token -> new Token(5, token.low()));
        var ports = new Codes.Ports(rolled, lists, () -> NOW, () -> used);
        var code = "ocorder:o-77".getBytes(US_ASCII);

        var was = Token.of(rolled.former().orElseThrow().of("order", "o-77"));
        var person = Renamed.of(Optional.of(lists.of(was)), lists.of(order("o-77")));
        assertEquals(
                Renamed.of(Optional.of(was), order("o-77")).and(person),
                new Codes(passes(), List.of(), ports).scanned(code).renamed());
    }

    @Test
    void whatOnlyBeginsAsAnOrdersCodeIsNone() {
        for (var code :
                List.of("ocorder:", "ocorder:a b", "OCORDER:o-77", "ocorder:" + "1".repeat(65))) {
            assertEquals(rejected(code, Reason.UNKNOWN), scan(code));
        }
    }

    /// Whatever else is forwarded, though it be all that is scanned.
    @Test
    void whatBeginsAsAnOrdersCodeIsToldNobody() {
        var printable = ForeignCode.Letters.PRINTABLE;
        var all = codes(form("", 1, 1_024, printable, ForeignCode.Offline.CARD));
        for (var code : List.of("ocorder:o-77", "ocorder:", "ocorder:" + "1".repeat(65))) {
            var _ = all.scanned(code.getBytes(US_ASCII));
        }
        assertEquals(List.of(), asked);
        var _ = all.scanned("anything else".getBytes(US_ASCII));
        assertEquals(1, asked.size());
    }

    @Test
    void anOrderInForceIsItsOwnEntryAndNothingElseIsOne() {
        var list = new ListVersion("orders", 4, NOW, Optional.empty());
        var order =
                new Preorder(
                        order("o-77"),
                        ANN,
                        "north",
                        "lunch",
                        List.of(),
                        Fen.ZERO,
                        true,
                        NOW,
                        NOW,
                        Optional.empty());
        var held = Optional.of(Preorders.of(list, List.of(order)));
        var named =
                assertInstanceOf(
                        Presentation.Known.class, OrderCode.named(scan("ocorder:o-77"), held));

        assertEquals(list, named.entries().getLast().list());
        assertEquals(ANN, named.entries().getLast().subject());
        assertEquals(Set.of(OrderCode.GROUP), named.entries().getLast().groups());
        for (var other : List.of(scan("ocorder:o-78"), scan(ECARD))) {
            assertEquals(other, OrderCode.named(other, held));
        }
        assertEquals(scan("ocorder:o-77"), OrderCode.named(scan("ocorder:o-77"), Optional.empty()));
    }

    private static Token order(String id) {
        return Token.of(TOKENS.of("order", id));
    }

    private Resolution told(String who, List<String> told) {
        told.add(who);
        return answer;
    }

    private Presentation scan(String code) {
        return codes().scanned(code.getBytes(US_ASCII));
    }

    private Codes codes() {
        return codes(form("SSC", ForeignCode.Offline.CARD));
    }

    private Codes codes(ForeignCode form) {
        CodeResolver resolver =
                code -> {
                    asked.add(code);
                    return answer;
                };
        return new Codes(
                passes(), List.of(new Codes.Foreign(form, Optional.of(resolver))), ports());
    }

    private Codes.Ports ports() {
        return new Codes.Ports(TOKENS, new OneEntry(token -> token), () -> NOW, () -> used);
    }

    private PassCheck passes() {
        return new PassCheck(
                PassKeys.of(List.of(issuer.publicText()), List.of(), Set.of()),
                TOKENS,
                "langxi-hall",
                Map.of("door-1", Set.of()),
                Set.of());
    }

    private static ForeignCode form(String prefix, ForeignCode.Offline offline) {
        return form(prefix, 16, 64, ForeignCode.Letters.ALPHANUMERIC, offline);
    }

    private static ForeignCode form(
            String prefix,
            int minChars,
            int maxChars,
            ForeignCode.Letters letters,
            ForeignCode.Offline offline) {
        return new ForeignCode(
                "ecard",
                prefix,
                minChars,
                maxChars,
                letters,
                Optional.of(URI.create("https://decode.example/code")),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(60),
                offline);
    }

    private static Presentation rejected(String code, Reason why) {
        return new Presentation.Rejected(
                Credential.of(CredentialKind.QR, hash(code), Assurance.A0), why);
    }

    private static Token hash(String code) {
        return Token.of(TOKENS.of("qr", code));
    }

    /// @param subject whose a token is
    private record OneEntry(UnaryOperator<Token> subject) implements Lists {
        Token of(Token token) {
            return subject.apply(token);
        }

        @Override
        public Found find(CredentialKind kind, Token token) {
            var entry =
                    new Entry(
                            STAFF,
                            of(token),
                            Set.of("staff"),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            false);
            return new Found(List.of(entry), List.of(STAFF));
        }

        @Override
        public void close() {}
    }
}
