package onecard.hal.card;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecard.hal.Algorithm;
import onecard.hal.SecurityModule;
import onecard.hal.SecurityModule.Answer;
import onecard.hal.SecurityModule.Question;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/// What goes over the wire to an HSM, a protocol of our own: no public one exists. Whoever runs an
/// HSM puts a small gateway before it that speaks this.
///
/// A frame is two bytes of length, a body, and 16 bytes of HMAC-SM3 under a key that both ends
/// hold: whoever could forge an answer could make any card genuine. A request's body is version
/// (1), kind (1 are you there, 2 cryptogram), 8 bytes of id never used before, and of kind 2 key
/// type, key id, algorithm (1 DES, 2 SSF33, 3 SM4), number of factors, the factors, the block. An
/// answer's is version, kind with its highest bit, the same id, a status word, and of kind 2 with
/// status 9000 the cryptogram. An answer's MAC covers its request too. All numbers most
/// significant byte first.
public final class HsmFrame {

    /// Longest frame after its length: no request is longer, and no answer half as long.
    public static final int BYTES_MAX = 128;

    public static final int KEY_BYTES = 32;
    public static final int ID_BYTES = 8;

    private static final int MAC_BYTES = 16;
    private static final byte VERSION = 1;
    private static final byte HELLO = 1;
    private static final byte CRYPTOGRAM = 2;
    private static final int ANSWER = 0x80;
    private static final int OK = 0x9000;
    private static final byte[] NONE = {};

    private HsmFrame() {}

    /// @param id 8 bytes never used before
    /// @param question absent: only whether it is there
    public record Request(byte[] id, Optional<Question> question) {

        byte kind() {
            return question.isPresent() ? CRYPTOGRAM : HELLO;
        }

        byte[] body() {
            var body = ByteBuffer.allocate(BYTES_MAX).put(VERSION).put(kind()).put(id);
            question.ifPresent(
                    asked -> {
                        body.put((byte) asked.key().type())
                                .put((byte) asked.key().id())
                                .put((byte) (asked.algorithm().ordinal() + 1))
                                .put((byte) asked.factors().size());
                        asked.factors().forEach(body::put);
                        body.put(asked.block());
                    });
            return written(body);
        }
    }

    /// A request's bytes.
    public static byte[] of(Request request, byte[] key) {
        return framed(request.body(), mac(key, NONE, request.body()));
    }

    /// An answer's bytes, as the gateway sends them.
    ///
    /// @param answer to a request that only asks whether it is there: any cryptogram
    public static byte[] of(Request request, Answer answer, byte[] key) {
        var body =
                ByteBuffer.allocate(BYTES_MAX)
                        .put(VERSION)
                        .put((byte) (ANSWER | request.kind()))
                        .put(request.id());
        switch (answer) {
            case Answer.Cryptogram(var bytes) -> {
                body.putShort((short) OK);
                if (request.question().isPresent()) {
                    body.put(bytes);
                }
            }
            case Answer.Refused(var status) -> body.putShort((short) status);
            case Answer.Absent _, Answer.TimedOut _ ->
                    throw new IllegalArgumentException("who does not answer sends nothing");
        }
        return framed(written(body), mac(key, request.body(), written(body)));
    }

    /// What a gateway was asked; empty for what is no request under this key.
    ///
    /// @param frame without its length
    public static Optional<Request> request(byte[] frame, byte[] key) {
        return body(frame, key, NONE).flatMap(HsmFrame::parsed);
    }

    /// What was answered to that request; empty for anything else.
    ///
    /// @param frame without its length
    public static Optional<Answer> answer(byte[] frame, Request request, byte[] key) {
        return body(frame, key, request.body()).flatMap(body -> answer(body, request));
    }

    private static Optional<Request> parsed(byte[] body) {
        try {
            var in = ByteBuffer.wrap(body);
            byte version = in.get();
            byte kind = in.get();
            var id = taken(in, ID_BYTES);
            if (version != VERSION || kind != HELLO && kind != CRYPTOGRAM) {
                return Optional.empty();
            }
            Optional<Question> question =
                    kind == HELLO ? Optional.empty() : Optional.of(question(in));
            return in.hasRemaining() ? Optional.empty() : Optional.of(new Request(id, question));
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Question question(ByteBuffer in) {
        var key = new SecurityModule.Key(in.get(), in.get() & 0xff);
        int algorithm = in.get() - 1;
        if (algorithm < 0 || algorithm >= Algorithm.values().length) {
            throw new IllegalArgumentException("no algorithm");
        }
        List<byte[]> factors = new ArrayList<>();
        for (int left = in.get() & 0xff; left > 0; left--) {
            factors.add(taken(in, SecurityModule.BLOCK_BYTES));
        }
        var block = taken(in, SecurityModule.BLOCK_BYTES);
        return new Question(key, Algorithm.values()[algorithm], factors, block);
    }

    private static Optional<Answer> answer(byte[] body, Request request) {
        try {
            var in = ByteBuffer.wrap(body);
            boolean ours =
                    in.get() == VERSION
                            && in.get() == (byte) (ANSWER | request.kind())
                            && Arrays.equals(taken(in, ID_BYTES), request.id());
            if (!ours) {
                return Optional.empty();
            }
            int status = in.getShort() & 0xffff;
            boolean carries = status == OK && request.question().isPresent();
            var bytes = carries ? taken(in, SecurityModule.BLOCK_BYTES) : NONE;
            if (in.hasRemaining()) {
                return Optional.empty();
            }
            return Optional.of(
                    status == OK ? new Answer.Cryptogram(bytes) : new Answer.Refused(status));
        } catch (BufferUnderflowException _) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> body(byte[] frame, byte[] key, byte[] request) {
        int length = frame.length - MAC_BYTES;
        if (length < 0) {
            return Optional.empty();
        }
        var body = Arrays.copyOf(frame, length);
        var given = Arrays.copyOfRange(frame, length, frame.length);
        return MessageDigest.isEqual(given, mac(key, request, body))
                ? Optional.of(body)
                : Optional.empty();
    }

    /// @param request what an answer answers; no bytes for a request itself, which never is empty
    static byte[] mac(byte[] key, byte[] request, byte[] body) {
        var mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        mac.update((byte) request.length);
        mac.update(request, 0, request.length);
        mac.update(body, 0, body.length);
        var whole = new byte[mac.getMacSize()];
        mac.doFinal(whole, 0);
        return Arrays.copyOf(whole, MAC_BYTES);
    }

    private static byte[] framed(byte[] body, byte[] mac) {
        int length = body.length + mac.length;
        return ByteBuffer.allocate(2 + length).putShort((short) length).put(body).put(mac).array();
    }

    private static byte[] written(ByteBuffer buffer) {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static byte[] taken(ByteBuffer in, int bytes) {
        var taken = new byte[bytes];
        in.get(taken);
        return taken;
    }
}
