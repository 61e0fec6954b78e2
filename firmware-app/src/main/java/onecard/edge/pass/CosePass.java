package onecard.edge.pass;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Use;
import onecard.edge.cbor.Cbor;
import onecard.edge.cbor.CborReader;
import onecard.edge.cbor.CborWriter;
import onecard.edge.crypto.SignatureAlgorithm;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.VerifyKey;

/// The form to start from: COSE_Sign1 over CWT claims, which other programs can read and check.
///
/// A claim it does not know may be a restriction, so a token that has one is refused.
///
/// Source: RFC 9052, RFC 8392; algorithm numbers of RFC 9053.
///
/// @param kid of the protected header
/// @param algorithm of the protected header
record CosePass(CoseSign1 message, byte[] kid, long algorithm, PassClaims claims)
        implements PassToken {

    static final String PREFIX = "PC1:";

    /// EdDSA.
    static final long ED25519 = -8;

    /// SM2 with SM3 has no number of its own; one of those for private use.
    static final long SM2 = -65_537;

    static final long AUD = 3;
    static final long EXP = 4;
    static final long NBF = 5;
    static final long IAT = 6;
    static final long CTI = 7;

    /// How often it may be granted; absent: once. A number for private use.
    static final long USES = -65_537;

    private static final Set<Long> KNOWN = Set.of(AUD, EXP, NBF, IAT, CTI, USES);

    /// The text of a pass.
    static String issue(PassClaims claims, Instant issued, SigningKey key) {
        var header =
                CborWriter.bytes(
                        Cbor.Members.EMPTY
                                .with(CoseSign1.ALG, number(key.algorithm()))
                                .with(CoseSign1.KID, PassKeys.kid(key.publicText())));
        var payload = CborWriter.bytes(members(claims, issued));
        var signature = key.sign(CoseSign1.toBeSigned(header, payload));
        var message = new CoseSign1(header, Cbor.Members.EMPTY, payload, signature);
        return PREFIX + Base45.encode(message.encode());
    }

    static Optional<PassToken> decode(byte[] bytes) {
        return CoseSign1.decode(bytes)
                .filter(message -> message.open().members().isEmpty())
                .flatMap(
                        message ->
                                message.header()
                                        .filter(header -> header.members().size() == 2)
                                        .flatMap(header -> of(message, header)));
    }

    @Override
    public boolean signed(PassKeys keys) {
        return keys.signer(kid).filter(this::by).isPresent();
    }

    @Override
    public String useOf() {
        return claims.id().toString();
    }

    private boolean by(VerifyKey key) {
        return number(key.algorithm()) == algorithm
                && key.verifies(message.toBeSigned(), message.signature());
    }

    private static Optional<PassToken> of(CoseSign1 message, Cbor.Members header) {
        return header.bytes(CoseSign1.KID)
                .flatMap(
                        kid ->
                                header.number(CoseSign1.ALG)
                                        .flatMap(
                                                algorithm ->
                                                        claims(message.payload())
                                                                .map(
                                                                        claims ->
                                                                                new CosePass(
                                                                                        message,
                                                                                        kid,
                                                                                        algorithm,
                                                                                        claims))));
    }

    private static Cbor.Members members(PassClaims claims, Instant issued) {
        var addresses =
                ((Audience.Named) claims.audience())
                        .addresses().stream().map(Address::text).sorted().toList();
        var members =
                Cbor.Members.EMPTY
                        .with(
                                AUD,
                                addresses.size() == 1
                                        ? new Cbor.Text(addresses.getFirst())
                                        : Cbor.texts(addresses))
                        .with(EXP, claims.until().getEpochSecond())
                        .with(NBF, claims.from().getEpochSecond())
                        .with(IAT, issued.getEpochSecond())
                        .with(CTI, claims.id().bytes());
        return claims.uses() == 1 ? members : members.with(USES, claims.uses());
    }

    private static Optional<PassClaims> claims(byte[] payload) {
        return CborReader.read(payload, CoseSign1.BYTES_MAX)
                .flatMap(
                        value ->
                                value instanceof Cbor.Members members && known(members)
                                        ? claims(members)
                                        : Optional.empty());
    }

    private static boolean known(Cbor.Members members) {
        return members.number(IAT).isPresent()
                && members.members().keySet().stream()
                        .allMatch(
                                key ->
                                        key instanceof Cbor.Int(var number)
                                                && KNOWN.contains(number));
    }

    private static Optional<PassClaims> claims(Cbor.Members members) {
        var id = members.bytes(CTI).flatMap(PassId::of);
        var audience = members.get(AUD).flatMap(CosePass::audience);
        var from = members.number(NBF).filter(CosePass::second);
        var until = members.number(EXP).filter(CosePass::second);
        var uses = members.get(USES).isPresent() ? members.number(USES) : Optional.of(1L);
        if (id.isEmpty()
                || audience.isEmpty()
                || from.isEmpty()
                || until.isEmpty()
                || from.get() >= until.get()
                || uses.filter(times -> times >= 1 && times <= Use.TIMES_MAX).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PassClaims(
                        id.get(),
                        audience.get(),
                        Instant.ofEpochSecond(from.get()),
                        Instant.ofEpochSecond(until.get()),
                        uses.get().intValue()));
    }

    private static boolean second(long number) {
        return number >= 0 && number <= PassClaims.LAST.getEpochSecond();
    }

    private static Optional<Audience> audience(Cbor aud) {
        var items =
                switch (aud) {
                    case Cbor.Text text -> List.<Cbor>of(text);
                    case Cbor.Array(var several) -> several;
                    case Cbor.Int _, Cbor.Bytes _, Cbor.Members _, Cbor.Tagged _ -> List.<Cbor>of();
                };
        var addresses = new HashSet<Address>();
        for (var item : items) {
            var address =
                    item instanceof Cbor.Text(var text)
                            ? Address.parse(text)
                            : Optional.<Address>empty();
            if (address.isEmpty()) {
                return Optional.empty();
            }
            addresses.add(address.get());
        }
        return addresses.isEmpty() || addresses.size() > Address.MOST
                ? Optional.empty()
                : Optional.of(new Audience.Named(addresses));
    }

    private static long number(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> ED25519;
            case SM2 -> SM2;
        };
    }
}
