package onecard.edge.store.journal;

import java.time.ZoneId;
import java.util.function.Supplier;
import onecard.edge.crypto.SigningKey;

/// Who writes this journal.
///
/// @param boot 4 hex digits, new with every start
/// @param zone in which `time` is written
/// @param key signs epochs and checkpoints
/// @param epochs gives the 8 random hex digits of a new epoch
public record JournalIdentity(
        String site,
        String device,
        String boot,
        ZoneId zone,
        SigningKey key,
        Supplier<String> epochs) {}
