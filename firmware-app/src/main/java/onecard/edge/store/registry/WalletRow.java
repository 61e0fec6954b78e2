package onecard.edge.store.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import onecard.access.Token;
import onecard.edge.store.registry.WalletEntry.Standing;

/// The wallets of one list whose persons' tokens begin with the same bits, as the registry keeps
/// them: one row, a handful of people side by side in the order of their tokens, as a [Bucket] has
/// them. What was settled together stands once in a row: the places of ten devices take more than
/// all balances beside them.
///
/// Most significant byte first: a checksum of all that follows (CRC-32C, 4 bytes), the number of
/// standings (2) and each (as of 8, length of what is included 4, and that); then the wallets:
/// person 16, fen 8, number of the standing 2, length of the wallet's name 2, and that.
final class WalletRow {

    private static final int CHECKSUM_BYTES = 4;
    private static final int STANDING_BYTES = 12;
    private static final int WALLET_BYTES = 28;

    private WalletRow() {}

    /// @param entries in the order of tokens
    static byte[] of(List<WalletEntry> entries) {
        var standings = new LinkedHashMap<Standing, Integer>();
        int bytes = CHECKSUM_BYTES + 2;
        for (var entry : entries) {
            if (standings.putIfAbsent(entry.standing(), standings.size()) == null) {
                bytes += STANDING_BYTES + utf8(entry.standing().included()).length;
            }
            bytes += WALLET_BYTES + utf8(entry.wallet()).length;
        }
        var row = ByteBuffer.allocate(bytes).position(CHECKSUM_BYTES);
        row.putShort((short) standings.size());
        for (var standing : standings.keySet()) {
            var included = utf8(standing.included());
            row.putLong(standing.asOfMillis()).putInt(included.length).put(included);
        }
        for (var entry : entries) {
            var wallet = utf8(entry.wallet());
            row.putLong(entry.person().high()).putLong(entry.person().low());
            row.putLong(entry.fen());
            row.putShort(Objects.requireNonNull(standings.get(entry.standing())).shortValue());
            row.putShort((short) wallet.length).put(wallet);
        }
        return row.putInt(0, checksum(row.array())).array();
    }

    /// Somebody's wallets; empty if the row is damaged, which must not pass for a balance.
    static Optional<List<WalletEntry>> find(byte[] row, Token person) {
        if (row.length < CHECKSUM_BYTES || ByteBuffer.wrap(row).getInt() != checksum(row)) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(row).position(CHECKSUM_BYTES);
        var standings = new ArrayList<Standing>(1);
        for (int left = unsigned(in); left > 0; left--) {
            standings.add(new Standing(in.getLong(), text(in, in.getInt())));
        }
        var found = new ArrayList<WalletEntry>(2);
        while (in.hasRemaining()) {
            boolean theirs = in.getLong() == person.high() & in.getLong() == person.low();
            long fen = in.getLong();
            int standing = unsigned(in);
            int length = unsigned(in);
            if (theirs) {
                found.add(new WalletEntry(person, text(in, length), fen, standings.get(standing)));
            } else {
                in.position(in.position() + length);
            }
        }
        return Optional.of(found);
    }

    private static int unsigned(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }

    private static String text(ByteBuffer in, int bytes) {
        int at = in.position();
        in.position(at + bytes);
        return new String(in.array(), at, bytes, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int checksum(byte[] row) {
        var checksum = new CRC32C();
        checksum.update(row, CHECKSUM_BYTES, row.length - CHECKSUM_BYTES);
        return (int) checksum.getValue();
    }
}
