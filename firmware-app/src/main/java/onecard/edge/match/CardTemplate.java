package onecard.edge.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.cbor.Cbor;
import onecard.edge.cbor.CborReader;
import onecard.edge.cbor.CborWriter;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;

/// A template that a card carries, by whoever enrolled its holder: one CBOR array of `OCCT`,
/// version, kind and token of the card, when it ends in milliseconds since 1970, the template's
/// [Envelope], the key that signed all before, and its signature.
///
/// It is bound to that one card: the token is a keyed hash of the card's number by the key of the
/// site, so that it says nothing elsewhere, and on another card it is nobody's.
///
/// @param card its token
/// @param until it may be compared before then
public record CardTemplate(CredentialKind kind, Token card, Instant until, Template template) {

    private static final String MAGIC = "OCCT";
    private static final int VERSION = 1;
    private static final int FIELDS = 8;

    /// What is signed stands before.
    private static final int KEY = 6;

    private static final int BYTES_MAX = Envelope.PAYLOAD_MAX + 2_048;

    /// What came of reading one.
    public sealed interface Read {

        /// @param of whose template's payload is the reader's to wipe
        record Good(CardTemplate of) implements Read {}

        record Bad(Why why) implements Read {}
    }

    /// Why bytes are none that anybody is compared with. The names stay as they are.
    public enum Why {
        /// Cut short, followed by something, too long, or none at all.
        MALFORMED,
        /// Written by software of later.
        UNKNOWN_VERSION,
        /// By nobody of those who may enrol.
        NOT_SIGNED,
        /// For another card.
        ANOTHER_CARD,
        /// It has ended.
        OVER,
        /// What it holds is no template for us; see [Envelope.Why].
        NO_TEMPLATE
    }

    /// As a card carries it.
    public byte[] bytes(SigningKey by) {
        var fields = signed();
        var key = new Cbor.Text(by.publicText());
        var signature = by.sign(CborWriter.bytes(new Cbor.Array(fields)));
        fields.add(key);
        fields.add(new Cbor.Bytes(signature));
        return CborWriter.bytes(new Cbor.Array(fields));
    }

    private List<Cbor> signed() {
        return new ArrayList<>(
                List.of(
                        new Cbor.Text(MAGIC),
                        new Cbor.Int(VERSION),
                        new Cbor.Text(kind.wire()),
                        new Cbor.Bytes(card.bytes()),
                        new Cbor.Int(until.toEpochMilli()),
                        new Cbor.Bytes(Envelope.bytes(template))));
    }

    /// Never throws, whatever the bytes are.
    ///
    /// @param kind of the card that carried them
    /// @param card its token
    /// @param keys of those who may enrol
    public static Read read(
            byte[] bytes, CredentialKind kind, Token card, TrustedKeys keys, Instant now) {
        var value = CborReader.read(bytes, BYTES_MAX);
        if (value.isEmpty()
                || !(value.get() instanceof Cbor.Array(var fields))
                || fields.size() < 2
                || !fields.getFirst().equals(new Cbor.Text(MAGIC))) {
            return new Read.Bad(Why.MALFORMED);
        }
        if (!fields.get(1).equals(new Cbor.Int(VERSION))) {
            return new Read.Bad(Why.UNKNOWN_VERSION);
        }
        if (fields.size() == FIELDS
                && fields.get(2) instanceof Cbor.Text(var kindWire)
                && fields.get(3) instanceof Cbor.Bytes(var token)
                && fields.get(4) instanceof Cbor.Int(long until)
                && fields.get(5) instanceof Cbor.Bytes(var envelope)
                && fields.get(KEY) instanceof Cbor.Text(var key)
                && fields.get(7) instanceof Cbor.Bytes(var signature)) {
            var message = CborWriter.bytes(new Cbor.Array(fields.subList(0, KEY)));
            boolean signed = keys.signed(key, message, signature);
            Arrays.fill(message, (byte) 0);
            if (!signed) {
                return new Read.Bad(Why.NOT_SIGNED);
            }
            if (!kindWire.equals(kind.wire()) || !Arrays.equals(token, card.bytes())) {
                return new Read.Bad(Why.ANOTHER_CARD);
            }
            if (until <= now.toEpochMilli()) {
                return new Read.Bad(Why.OVER);
            }
            var read = Envelope.read(envelope);
            Arrays.fill(envelope, (byte) 0);
            return switch (read) {
                case Envelope.Read.Good(var template) ->
                        new Read.Good(
                                new CardTemplate(
                                        kind, card, Instant.ofEpochMilli(until), template));
                case Envelope.Read.Bad _ -> new Read.Bad(Why.NO_TEMPLATE);
            };
        }
        return new Read.Bad(Why.MALFORMED);
    }
}
