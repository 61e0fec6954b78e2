package onecard.hal;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What a printer tells. `nanos` is the monotonic clock when it was known.
public sealed interface PrinterEvent {

    /// The receipt is whole, on paper and cut off: the printer said that it had done all of it and
    /// that nothing was wrong.
    record Printed(String receipt, long nanos) implements PrinterEvent {}

    /// The receipt is not printed, or not known to be: part of it, or even all, may be on paper.
    /// It is not printed again unless somebody hands it over again.
    record NotPrinted(String receipt, Why why, long nanos) implements PrinterEvent {}

    /// What is wrong with it from now on; empty: nothing any more. After [Back] nothing is wrong
    /// until it says so.
    record Troubled(String printer, Set<Trouble> troubles, long nanos) implements PrinterEvent {
        public Troubled {
            troubles = Set.copyOf(troubles);
        }
    }

    /// The printer does not answer or is not there, until [Back].
    record Lost(String printer, String why, long nanos) implements PrinterEvent {}

    record Back(String printer, long nanos) implements PrinterEvent {}

    /// Why nothing can be printed with these; empty: it can.
    static Optional<Why> why(Set<Trouble> troubles) {
        return EnumSet.allOf(Trouble.class).stream() // the gravest first
                .filter(troubles::contains)
                .flatMap(trouble -> trouble.why().stream())
                .findFirst();
    }

    /// What somebody at the printer has to see to; the gravest first.
    enum Trouble {
        COVER_OPEN,
        PAPER_OUT,
        CUTTER,
        /// For another reason: its button is held, its head too hot.
        OFFLINE,
        /// It still prints: some metres are left.
        PAPER_LOW;

        /// What a receipt fails by; empty: it does not.
        Optional<Why> why() {
            return switch (this) {
                case COVER_OPEN -> Optional.of(Why.COVER_OPEN);
                case PAPER_OUT -> Optional.of(Why.PAPER_OUT);
                case CUTTER -> Optional.of(Why.CUTTER);
                case OFFLINE -> Optional.of(Why.OFFLINE);
                case PAPER_LOW -> Optional.empty();
            };
        }
    }

    /// Why a receipt is not printed.
    enum Why {
        COVER_OPEN,
        PAPER_OUT,
        CUTTER,
        OFFLINE,
        /// It is there and says nothing that can be understood.
        NO_ANSWER,
        /// It is not there, or went.
        UNPLUGGED,
        /// Too many others wait.
        QUEUE_FULL,
        /// This side stopped.
        CLOSED
    }
}
