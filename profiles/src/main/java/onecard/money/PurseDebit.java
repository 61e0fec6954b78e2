package onecard.money;

import java.time.LocalDateTime;
import java.util.Optional;
import onecard.access.Renamed;
import onecard.access.Token;

/// One debit of the electronic purse on a card: what card and terminal agreed on before it, by
/// which anybody can tell later what became of it. Its amount is the sale's. Nothing of it is
/// computed here; it is kept as the card's side and the terminal's said it.
///
/// @param card pseudonym of the purse
/// @param before what the purse held, by its own word
/// @param counter debits that the purse had made, 0 to 65534
/// @param keyVersion 0 to 255
/// @param algorithm 0 to 255
/// @param random 4 bytes of the card's
/// @param terminal number of the module, 12 hex digits
/// @param sequence of the module, 32 bits
/// @param at local time to the second, as the card was told
/// @param tac 4 bytes by which the issuer knows the debit for genuine; absent: it is not known to
///     have been made
public record PurseDebit(
        Token card,
        Fen before,
        int counter,
        int keyVersion,
        int algorithm,
        int random,
        String terminal,
        long sequence,
        LocalDateTime at,
        Optional<Integer> tac) {

    private static final int COUNTER_MAX = 0xFFFE;
    private static final long SEQUENCE_MAX = 0xFFFF_FFFFL;

    /// @throws IllegalArgumentException for what no purse and no module can say
    public PurseDebit {
        if (counter < 0
                || counter > COUNTER_MAX
                || keyVersion < 0
                || keyVersion > 0xFF
                || algorithm < 0
                || algorithm > 0xFF
                || sequence < 0
                || sequence > SEQUENCE_MAX
                || !terminal.matches("[0-9a-f]{12}")) {
            throw new IllegalArgumentException("no purse can say this");
        }
    }

    PurseDebit renamed(Renamed renamed) {
        return with(renamed.of(card), tac);
    }

    /// The same, made.
    public PurseDebit proved(int by) {
        return with(card, Optional.of(by));
    }

    private PurseDebit with(Token of, Optional<Integer> proof) {
        return new PurseDebit(
                of, before, counter, keyVersion, algorithm, random, terminal, sequence, at, proof);
    }
}
