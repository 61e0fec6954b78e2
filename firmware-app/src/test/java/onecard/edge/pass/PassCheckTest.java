package onecard.edge.pass;

import static onecard.edge.pass.PassSamples.DURING;
import static onecard.edge.pass.PassSamples.ED25519;
import static onecard.edge.pass.PassSamples.FROM;
import static onecard.edge.pass.PassSamples.ID;
import static onecard.edge.pass.PassSamples.LANE;
import static onecard.edge.pass.PassSamples.ROLLING;
import static onecard.edge.pass.PassSamples.SM2;
import static onecard.edge.pass.PassSamples.UNTIL;
import static onecard.edge.pass.PassSamples.VISITORS;
import static onecard.edge.pass.PassSamples.at;
import static onecard.edge.pass.PassSamples.check;
import static onecard.edge.pass.PassSamples.claims;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.Assurance;
import onecard.access.Reason;
import onecard.access.Uses;
import onecard.edge.cbor.Cbor;
import onecard.edge.cbor.CborWriter;
import onecard.edge.crypto.SigningKey;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassCheckTest {

    /// The same pass in every form and under every algorithm.
    static Stream<String> tokens() {
        return Stream.of(
                CosePass.issue(claims(LANE), FROM, ED25519),
                CosePass.issue(claims(LANE), FROM, SM2),
                CompactPass.issue(claims(LANE), ED25519),
                CompactPass.issue(claims(LANE), SM2),
                RollingSeed.issue(claims(LANE), ROLLING).code(DURING).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aPassIsVerifiedAndSaysWhatItIs(String token) {
        var verified = verified(token, "lane-1", at(DURING));

        assertEquals(ID, verified.claims().id());
        assertEquals(Set.of("lane-1"), verified.pass().points());
        assertEquals(Set.of(), verified.pass().groups());
        boolean rolling = token.startsWith("PR1:");
        assertEquals(Assurance.A1, verified.assurance());
        assertEquals(rolling ? DURING.minusSeconds(30) : FROM, verified.pass().from());
        assertEquals(rolling ? DURING.plusSeconds(60) : UNTIL, verified.pass().until());
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void noOtherTextOfOneCharacterChangedIsAPass(String token) {
        for (int i = 0; i < token.length(); i++) {
            for (char other : new char[] {'0', 'Z', ':', ' ', 'a'}) {
                if (other != token.charAt(i)) {
                    var changed = token.substring(0, i) + other + token.substring(i + 1);
                    var why = why(changed, "lane-1", at(DURING));
                    assertTrue(
                            why == Reason.CARD_UNREADABLE || why == Reason.BAD_SIGNATURE,
                            () -> changed + " is " + why);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aTokenCutOrGrownIsUnreadable(String token) {
        for (int length = 0; length < token.length(); length++) {
            assertEquals(
                    Reason.CARD_UNREADABLE, why(token.substring(0, length), "lane-1", at(DURING)));
        }
        assertEquals(Reason.CARD_UNREADABLE, why(token + "00", "lane-1", at(DURING)));
        assertEquals(Reason.CARD_UNREADABLE, why(" " + token, "lane-1", at(DURING)));
        assertEquals(
                Reason.CARD_UNREADABLE,
                why(token + "0".repeat(PassToken.CHARS_MAX), "lane-1", at(DURING)));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aKeyThatIsUnknownOrRevokedSignsNothing(String token) {
        var strangers = check(PassKeys.of(List.of(), List.of(), Set.of()));
        var revoked =
                check(
                        PassKeys.of(
                                List.of(ED25519.publicText(), SM2.publicText()),
                                List.of(new RollingKey(new byte[32], "elsewhere")),
                                Set.of(ED25519.publicText(), SM2.publicText())));

        assertEquals(refused(Reason.BAD_SIGNATURE), strangers.opened(token));
        assertEquals(refused(Reason.BAD_SIGNATURE), revoked.opened(token));
    }

    @Test
    void anAlgorithmThatIsNotTheKeysIsNotTried() {
        var claims = claims(LANE);
        var own = CosePass.issue(claims, FROM, ED25519);
        var message = CoseSign1.decode(Base45.decode(own.substring(4)).orElseThrow()).orElseThrow();
        var header =
                CborWriter.bytes(message.header().orElseThrow().with(CoseSign1.ALG, CosePass.SM2));
        var signature = ED25519.sign(CoseSign1.toBeSigned(header, message.payload()));
        var other =
                new CoseSign1(header, Cbor.Members.EMPTY, message.payload(), signature).encode();

        assertEquals(refused(Reason.BAD_SIGNATURE), check().opened("PC1:" + Base45.encode(other)));
    }

    /// Signed by the right key, and yet: a claim nobody knows, none that must be there, another
    /// type, an open header.
    @Test
    void claimsThatAreNotOursAreUnreadableWhoeverSignedThem() {
        var good =
                Cbor.Members.EMPTY
                        .with(CosePass.AUD, new Cbor.Text("langxi-hall/lane-1"))
                        .with(CosePass.EXP, UNTIL.getEpochSecond())
                        .with(CosePass.NBF, FROM.getEpochSecond())
                        .with(CosePass.IAT, FROM.getEpochSecond())
                        .with(CosePass.CTI, ID.bytes());
        assertInstanceOf(
                PassResult.Verified.class, check().opened(signed(good, Cbor.Members.EMPTY)));

        var others = new ArrayList<Cbor.Members>();
        others.add(good.with(8, 1));
        others.add(good.with(CosePass.USES, 0));
        others.add(good.with(CosePass.USES, 256));
        others.add(good.with(CosePass.USES, new byte[1]));
        others.add(good.with(CosePass.EXP, FROM.getEpochSecond()));
        others.add(good.with(CosePass.EXP, Long.MAX_VALUE));
        others.add(good.with(CosePass.NBF, -1));
        others.add(good.with(CosePass.CTI, new byte[7]));
        others.add(good.with(CosePass.AUD, new Cbor.Text("langxi-hall")));
        others.add(good.with(CosePass.AUD, Cbor.texts(List.of())));
        others.add(good.with(CosePass.AUD, Cbor.array(new Cbor.Int(1))));
        others.add(good.with(CosePass.IAT, new Cbor.Text("now")));
        others.add(Cbor.Members.EMPTY);
        for (var claims : others) {
            assertEquals(
                    refused(Reason.CARD_UNREADABLE),
                    check().opened(signed(claims, Cbor.Members.EMPTY)),
                    claims::toString);
        }
        assertEquals(
                refused(Reason.CARD_UNREADABLE),
                check().opened(signed(good, Cbor.Members.EMPTY.with(4, 1))));
    }

    @Test
    void spareBytesOfTheCompactFormMustBeZero() {
        var bytes =
                Base45.decode(CompactPass.issue(claims(LANE), ED25519).substring(4)).orElseThrow();
        bytes[31] = 1;
        assertEquals(
                refused(Reason.CARD_UNREADABLE), check().opened("PF1:" + Base45.encode(bytes)));
    }

    // --- the order ---

    /// Everything is wrong with it; taken away one by one, the next is named.
    @ParameterizedTest
    @ValueSource(strings = {"PC1:", "PF1:"})
    void theFirstThingWrongIsTheReason(String form) {
        var office = Address.ofPoint("langxi-hall", "office");
        var another = new byte[32];
        another[0] = 1;
        var foreign = SigningKey.ofSeed(another);
        var wrong = issue(form, claims(office), foreign);
        var used = used(issue(form, claims(LANE), ED25519));
        var late = at(UNTIL);

        assertEquals(Reason.CARD_UNREADABLE, why(wrong + "0", "lane-1", late, used));
        assertEquals(Reason.BAD_SIGNATURE, why(wrong, "lane-1", late, used));
        var lost = ClockTrust.UNTRUSTED;
        var elsewhere = issue(form, claims(office), ED25519);
        assertEquals(Reason.WRONG_POINT, why(elsewhere, "lane-1", at(UNTIL, lost), used));
        var right = issue(form, claims(LANE), ED25519);
        assertEquals(Reason.EXPIRED, why(right, "lane-1", at(UNTIL, lost), used));
        assertEquals(
                Reason.NOT_YET_VALID, why(right, "lane-1", at(FROM.minusSeconds(1), lost), used));
        assertEquals(Reason.CLOCK_UNTRUSTED, why(right, "lane-1", at(DURING, lost), used));
        assertEquals(Reason.REPLAYED, why(right, "lane-1", at(DURING), used));
        verified(right, "lane-1", at(DURING));
    }

    // --- time ---

    @Test
    void aWindowBeginsAndEndsToTheInstant() {
        var token = CosePass.issue(claims(LANE), FROM, ED25519);
        assertEquals(Reason.NOT_YET_VALID, why(token, "lane-1", at(FROM.minusNanos(1))));
        verified(token, "lane-1", at(FROM));
        verified(token, "lane-1", at(UNTIL.minusNanos(1)));
        assertEquals(Reason.EXPIRED, why(token, "lane-1", at(UNTIL)));
    }

    @Test
    void aClockChipIsGivenTwoMinutesAndALostClockNothing() {
        var token = CosePass.issue(claims(LANE), FROM, ED25519);
        verified(token, "lane-1", at(FROM.minusSeconds(120), ClockTrust.RTC));
        assertEquals(
                Reason.NOT_YET_VALID,
                why(token, "lane-1", at(FROM.minusSeconds(121), ClockTrust.RTC)));
        assertEquals(
                Reason.EXPIRED, why(token, "lane-1", at(UNTIL.plusSeconds(120), ClockTrust.RTC)));
        assertEquals(
                Reason.CLOCK_UNTRUSTED, why(token, "lane-1", at(DURING, ClockTrust.UNTRUSTED)));
    }

    // --- audience ---

    @Test
    void aPassForAGroupOpensWhereThatGroupPassesAndNowhereElse() {
        for (var token :
                List.of(
                        CosePass.issue(claims(VISITORS), FROM, ED25519),
                        CompactPass.issue(claims(VISITORS), ED25519),
                        RollingSeed.issue(claims(VISITORS), ROLLING).code(DURING).orElseThrow())) {
            assertEquals(Set.of("visitor"), verified(token, "lane-1", at(DURING)).pass().groups());
            assertEquals(Reason.WRONG_POINT, why(token, "office", at(DURING)));
            assertEquals(Reason.WRONG_POINT, why(token, "no-such-point", at(DURING)));
        }
    }

    @Test
    void severalAddressesStandInOneCosePassAndNoOtherForm() {
        var both = claims(LANE, Address.ofPoint("langxi-hall", "office"));
        var token = CosePass.issue(both, FROM, ED25519);
        verified(token, "lane-1", at(DURING));
        verified(token, "office", at(DURING));
        assertThrows(IllegalArgumentException.class, () -> CompactPass.issue(both, ED25519));
        assertThrows(IllegalArgumentException.class, () -> RollingSeed.issue(both, ROLLING));
    }

    @Test
    void aPassOfAnotherSiteOpensNothingHere() {
        var elsewhere = claims(Address.ofPoint("elsewhere", "lane-1"));
        assertEquals(
                Reason.WRONG_POINT,
                why(CosePass.issue(elsewhere, FROM, ED25519), "lane-1", at(DURING)));
        assertEquals(
                Reason.WRONG_POINT,
                why(CompactPass.issue(elsewhere, ED25519), "lane-1", at(DURING)));
    }

    // --- replay ---

    @Test
    void aPassOfThreeOpensThreeTimesAndThenIsUsedUp() {
        var token = CompactPass.issue(claims(3, LANE), ED25519);
        var used = Uses.NONE;
        for (int i = 0; i < 3; i++) {
            var result = check().verify(token, "lane-1", at(DURING), used);
            var verified = assertInstanceOf(PassResult.Verified.class, result);
            used = used.with(verified.pass().use(), at(DURING));
        }
        assertEquals(Reason.USED_UP, why(token, "lane-1", at(DURING), used));
    }

    @Test
    void oneRightHasOneCountWhateverFormItIsShownIn() {
        var used = used(CosePass.issue(claims(LANE), FROM, ED25519));
        assertEquals(
                Reason.REPLAYED,
                why(CompactPass.issue(claims(LANE), SM2), "lane-1", at(DURING), used));
    }

    // --- rolling ---

    @Test
    void aRollingCodeLivesHalfAMinuteEitherWayAndOpensOnce() {
        var seed = RollingSeed.issue(claims(LANE), ROLLING);
        var code = seed.code(DURING).orElseThrow();

        assertEquals(Reason.NOT_YET_VALID, why(code, "lane-1", at(DURING.minusSeconds(31))));
        verified(code, "lane-1", at(DURING.minusSeconds(30)));
        verified(code, "lane-1", at(DURING.plusSeconds(59)));
        assertEquals(Reason.EXPIRED, why(code, "lane-1", at(DURING.plusSeconds(60))));
        var used = used(code);
        assertEquals(Reason.REPLAYED, why(code, "lane-1", at(DURING), used));
        var next = seed.code(DURING.plusSeconds(30)).orElseThrow();
        assertInstanceOf(
                PassResult.Verified.class,
                check().verify(next, "lane-1", at(DURING.plusSeconds(30)), used));
    }

    @Test
    void aPhoneShowsCodesOnlyWhileItsPassHolds() {
        var seed = RollingSeed.issue(claims(LANE), ROLLING);
        assertEquals(RollingSeed.parse(seed.text()).orElseThrow().text(), seed.text());
        assertTrue(seed.code(FROM.minusSeconds(1)).isEmpty());
        assertTrue(seed.code(UNTIL).isEmpty());
        verified(seed.code(FROM).orElseThrow(), "lane-1", at(FROM));
        var last = seed.code(UNTIL.minusSeconds(1)).orElseThrow();
        verified(last, "lane-1", at(UNTIL.minusSeconds(1)));
        assertEquals(Reason.EXPIRED, why(last, "lane-1", at(UNTIL)));
    }

    /// A phone whose owner writes other rights beside his own key, or a step beyond the end.
    @Test
    void aHolderCannotWidenItsOwnRights() {
        var seed = RollingSeed.issue(claims(LANE), ROLLING);
        for (int at = 0; at < RollingSeed.RIGHTS_BYTES; at++) {
            var rights = seed.rights().clone();
            rights[at] ^= 1;
            var code = new RollingSeed(rights, seed.key()).code(DURING);
            code.ifPresent(
                    text -> assertEquals(refused(Reason.BAD_SIGNATURE), check().opened(text)));
        }
        var body = new byte[RollingCode.BODY_BYTES];
        System.arraycopy(seed.rights(), 0, body, 0, RollingSeed.RIGHTS_BYTES);
        body[22] = 1;
        body[23] = (byte) 0xe0; // step 480: the half minute that begins at the end
        var beyond = CompactPass.joined(body, RollingSeed.mac(seed.key(), body));
        assertEquals(
                refused(Reason.CARD_UNREADABLE), check().opened("PR1:" + Base45.encode(beyond)));
    }

    @Test
    void aRollingCodeOfAnotherSitesSecretIsNotOurs() {
        var other = new RollingKey(new byte[32], "elsewhere");
        var code = RollingSeed.issue(claims(LANE), other).code(DURING).orElseThrow();
        assertEquals(Reason.BAD_SIGNATURE, why(code, "lane-1", at(DURING)));
    }

    // --- the set of what was used ---

    /// A gate may take it after its end, and the door that it was used at is none.
    @Test
    void aPassCountsWhereverItWasUsedForAsLongAsAGateMayTakeIt() {
        var used = used(CosePass.issue(claims(LANE), FROM, ED25519));
        var pass = use(CosePass.issue(claims(LANE), FROM, ED25519));
        var other = new onecard.access.Use(new onecard.access.Token(7, 7), 1, Instant.MAX);
        var last = UNTIL.plus(onecard.access.Use.LATE_MAX);
        assertEquals(Optional.of(Reason.REPLAYED), used.with(other, at(last)).spent(pass));

        var code = RollingSeed.issue(claims(LANE), ROLLING).code(DURING).orElseThrow();
        var rolled = used(code).with(other, at(DURING.plusSeconds(60).plus(Uses.KEPT)));
        assertEquals(Optional.empty(), rolled.spent(use(code)), "good for its moment alone");
    }

    /// Whoever came by one of its codes is looked for when the pass ends, and not half a minute
    /// later.
    @Test
    void aRollingCodeKnowsWhenItsPassEnds() {
        var code = RollingSeed.issue(claims(LANE), ROLLING).code(DURING).orElseThrow();
        var pass = verified(code, "lane-1", at(DURING)).pass();
        assertEquals(UNTIL, pass.end());
        assertTrue(pass.until().isBefore(DURING.plus(Duration.ofMinutes(2))));
        var whole = verified(CosePass.issue(claims(LANE), FROM, ED25519), "lane-1", at(DURING));
        assertEquals(whole.pass().until(), whole.pass().end());
    }

    @Test
    void whatWasUsedIsForgottenAnHourAfterItExpiredByAClockThatIsRight() {
        var used = used(CosePass.issue(claims(LANE), FROM, ED25519));
        var next = use(CompactPass.issue(claims(2, VISITORS), ED25519));
        var forgotten = use(CosePass.issue(claims(LANE), FROM, ED25519)).until().plus(Uses.KEPT);
        var other = new onecard.access.Use(new onecard.access.Token(7, 7), 1, Instant.MAX);

        assertEquals(1, used.used().size());
        assertEquals(2, used.with(other, at(forgotten.minusSeconds(1))).used().size());
        assertEquals(2, used.with(other, at(forgotten, ClockTrust.RTC)).used().size());
        assertEquals(1, used.with(other, at(forgotten)).used().size());
        assertEquals(used, used.with(next, at(DURING)).without(next));
        assertEquals(Uses.NONE, used.without(use(CosePass.issue(claims(LANE), FROM, ED25519))));
    }

    @Test
    void aFullSetGrantsNothingThatItWouldHaveToRemember() {
        var used = new java.util.HashMap<onecard.access.Token, Uses.Used>();
        for (int i = 0; i < Uses.KEYS_MAX; i++) {
            used.put(new onecard.access.Token(1, i), new Uses.Used(1, UNTIL));
        }
        var token = CosePass.issue(claims(LANE), FROM, ED25519);
        assertEquals(Reason.JOURNAL_FULL, why(token, "lane-1", at(DURING), new Uses(used)));
    }

    @ParameterizedTest
    @EnumSource
    void aFullSetHasRoomAgainOnceWhatItHoldsExpired(ClockTrust trust) {
        var used = new java.util.HashMap<onecard.access.Token, Uses.Used>();
        for (int i = 0; i < Uses.KEYS_MAX; i++) {
            used.put(new onecard.access.Token(1, i), new Uses.Used(1, UNTIL));
        }
        var full = new Uses(used);
        var use = new onecard.access.Use(new onecard.access.Token(7, 7), 1, Instant.MAX);
        var later = at(UNTIL.plus(Uses.KEPT), trust);

        assertEquals(trust == ClockTrust.UNTRUSTED, full.objection(use, later).isPresent());
        if (trust != ClockTrust.UNTRUSTED) {
            assertEquals(1, full.with(use, later).used().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClockSaysHowFarItMayBeOffOrThatNobodyKnows(ClockTrust trust) {
        assertEquals(trust == ClockTrust.UNTRUSTED, trust.uncertainty().isEmpty());
        assertFalse(trust.uncertainty().filter(Duration::isNegative).isPresent());
    }

    private static String signed(Cbor.Members claims, Cbor.Members open) {
        var header =
                CborWriter.bytes(
                        Cbor.Members.EMPTY
                                .with(CoseSign1.ALG, CosePass.ED25519)
                                .with(CoseSign1.KID, PassKeys.kid(ED25519.publicText())));
        var payload = CborWriter.bytes(claims);
        var signature = ED25519.sign(CoseSign1.toBeSigned(header, payload));
        return "PC1:" + Base45.encode(new CoseSign1(header, open, payload, signature).encode());
    }

    private static String issue(String form, PassClaims claims, SigningKey key) {
        return form.equals("PC1:")
                ? CosePass.issue(claims, FROM, key)
                : CompactPass.issue(claims, key);
    }

    private static onecard.access.Use use(String token) {
        return assertInstanceOf(PassResult.Verified.class, check().opened(token)).pass().use();
    }

    private static Uses used(String token) {
        return Uses.NONE.with(use(token), at(DURING));
    }

    private static PassResult.Verified verified(String token, String point, Moment now) {
        return assertInstanceOf(
                PassResult.Verified.class, check().verify(token, point, now, Uses.NONE));
    }

    private static Reason why(String token, String point, Moment now) {
        return why(token, point, now, Uses.NONE);
    }

    private static Reason why(String token, String point, Moment now, Uses used) {
        var result = check().verify(token, point, now, used);
        return assertInstanceOf(PassResult.Refused.class, result).why();
    }

    private static PassResult refused(Reason why) {
        return new PassResult.Refused(why);
    }
}
