package onecard.edge.pass;

import java.util.Optional;
import onecard.edge.cbor.Cbor;
import onecard.edge.cbor.CborReader;
import onecard.edge.cbor.CborWriter;

/// One signer's COSE message: a protected header, an open one, what is signed, and 64 or more
/// bytes of signature. Nothing is believed by taking it apart.
///
/// Source: RFC 9052, sections 2, 3, 4.2 and 4.4.
///
/// @param protectedHeader as it was signed, encoded
/// @param open header that nobody signed
record CoseSign1(byte[] protectedHeader, Cbor.Members open, byte[] payload, byte[] signature) {

    static final long ALG = 1;
    static final long KID = 4;

    /// More than the longest token holds.
    static final int BYTES_MAX = 1_024;

    private static final long TAG = 18;

    /// Tagged and deterministic, or empty.
    static Optional<CoseSign1> decode(byte[] bytes) {
        return CborReader.read(bytes, BYTES_MAX)
                .flatMap(
                        value ->
                                value instanceof Cbor.Tagged(var tag, Cbor.Array(var parts))
                                                && tag == TAG
                                                && parts.size() == 4
                                                && parts.get(0) instanceof Cbor.Bytes(var header)
                                                && parts.get(1) instanceof Cbor.Members open
                                                && parts.get(2) instanceof Cbor.Bytes(var payload)
                                                && parts.get(3) instanceof Cbor.Bytes(var signature)
                                        ? Optional.of(
                                                new CoseSign1(header, open, payload, signature))
                                        : Optional.empty());
    }

    byte[] encode() {
        return CborWriter.bytes(
                new Cbor.Tagged(
                        TAG,
                        Cbor.array(
                                new Cbor.Bytes(protectedHeader),
                                open,
                                new Cbor.Bytes(payload),
                                new Cbor.Bytes(signature))));
    }

    /// What the signature is over, with nothing from outside the message.
    byte[] toBeSigned() {
        return toBeSigned(protectedHeader, payload);
    }

    static byte[] toBeSigned(byte[] protectedHeader, byte[] payload) {
        return CborWriter.bytes(
                Cbor.array(
                        new Cbor.Text("Signature1"),
                        new Cbor.Bytes(protectedHeader),
                        new Cbor.Bytes(new byte[0]),
                        new Cbor.Bytes(payload)));
    }

    /// The protected header taken apart; an empty one is written as no bytes at all.
    Optional<Cbor.Members> header() {
        return protectedHeader.length == 0
                ? Optional.of(Cbor.Members.EMPTY)
                : CborReader.read(protectedHeader, BYTES_MAX)
                        .filter(Cbor.Members.class::isInstance)
                        .map(Cbor.Members.class::cast);
    }
}
