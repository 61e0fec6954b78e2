package onecard.hal.purse;

import java.util.Optional;

/// Holds the keys of purchases and lets none out: a PSAM in a slot, or a software double with
/// published keys. It proves the terminal to a purse, and checks what the purse proves.
///
/// For one thread at a time unless the implementation says otherwise; a call lasts as long as the
/// module likes, within the deadline its maker was given. Never throws: what goes wrong is an
/// answer.
///
/// A PSAM counts false MAC2s and locks itself after a few (JR/T 0025, part 1): an implementation
/// over one says [Verdict#CANNOT_SAY] before it comes to that, and so does one that can check
/// none but the purchase it opened last.
public interface PurseModule extends AutoCloseable {

    /// The number of this terminal: 12 hex digits. Empty while the module is not there.
    Optional<String> terminal();

    /// Opens a purchase by a sequence of its own, which is used up by it whatever happens then.
    Answer open(Question question);

    /// Whether a purse that holds this card's key made this MAC2 for this debit. May be asked any
    /// number of times, also of purchases that another run of the daemon opened.
    Verdict check(Intent intent, PurseNumber number, Mac mac2);

    @Override
    void close();

    /// @param card what it said
    record Question(PurseNumber number, CardSide card, Charge charge) {}

    /// What came of a question.
    sealed interface Answer {

        /// @param mac1 over the charge and this terminal, by the session's key
        record Opened(TerminalSide terminal, Mac mac1) implements Answer {}

        /// It is not there, or left while it was asked.
        record Absent(String why) implements Answer {}

        /// It is there and does not serve this card: no such key, or not now.
        ///
        /// @param status words of the module, SW1 SW2
        record Refused(int status) implements Answer {}
    }

    /// What a MAC2 is worth.
    enum Verdict {
        GENUINE,
        FALSE,
        /// The module is not there, or does not remember.
        CANNOT_SAY
    }
}
