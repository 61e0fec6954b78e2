package onecard.hal.purse;

import java.util.Objects;

/// What came of [Purse#initialise].
public sealed interface Opening {

    /// The purse waits for the debit, and nothing is debited yet. Compared by identity: it is good
    /// for one debit, by the purse that gave it.
    final class Opened implements Opening {
        private final Intent intent;
        private final Mac mac1;

        Opened(Intent intent, Mac mac1) {
            this.intent = intent;
            this.mac1 = Objects.requireNonNull(mac1);
        }

        /// What is to be stored before [Purse#debit].
        public Intent intent() {
            return intent;
        }

        Mac mac1() {
            return mac1;
        }
    }

    /// Nothing was debited, and nothing will be.
    ///
    /// @param status words of the card or the module, SW1 SW2; 0 where it was not they who said so
    record NotDebited(Refusal why, int status) implements Opening {}
}
