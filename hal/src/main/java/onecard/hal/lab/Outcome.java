package onecard.hal.lab;

import java.util.Optional;
import onecard.hal.CardFault;

/// What a trial came to, and its mark in the grid.
public enum Outcome {
    /// A card that was not pulled gave what it gives undisturbed.
    WHOLE('+', Optional.empty()),
    UNREADABLE('u', Optional.of(CardFault.UNREADABLE)),
    CONTACT_ONLY('c', Optional.of(CardFault.CONTACT_ONLY)),
    NOT_GENUINE('g', Optional.of(CardFault.NOT_GENUINE)),
    MULTIPLE_CARDS('m', Optional.of(CardFault.MULTIPLE_CARDS)),
    READER_FAILED('f', Optional.of(CardFault.READER_FAILED)),
    /// Left out, to save time.
    NOT_TRIED('-', Optional.empty()),

    /// A card that was pulled gave a credential, or a number of it was used.
    HALF('H', Optional.empty()),
    /// A card that stayed gave something else than it does undisturbed.
    WRONG('W', Optional.empty()),
    /// The verdict was later than [TearLab.Limits#verdict].
    LATE('L', Optional.empty()),
    /// No verdict, or more than one event for one card.
    NOT_ONE('N', Optional.empty()),
    /// The next card was not read, or later than [TearLab.Limits#next].
    STUCK('X', Optional.empty());

    private final char mark;
    private final Optional<CardFault> fault;

    Outcome(char mark, Optional<CardFault> fault) {
        this.mark = mark;
        this.fault = fault;
    }

    public char mark() {
        return mark;
    }

    /// Why there was no credential, where that is the outcome.
    public Optional<CardFault> fault() {
        return fault;
    }

    static Outcome of(CardFault fault) {
        return switch (fault) {
            case UNREADABLE -> UNREADABLE;
            case CONTACT_ONLY -> CONTACT_ONLY;
            case NOT_GENUINE -> NOT_GENUINE;
            case MULTIPLE_CARDS -> MULTIPLE_CARDS;
            case READER_FAILED -> READER_FAILED;
        };
    }

    /// Whether a reader may do so.
    public boolean good() {
        return switch (this) {
            case WHOLE,
                    UNREADABLE,
                    CONTACT_ONLY,
                    NOT_GENUINE,
                    MULTIPLE_CARDS,
                    READER_FAILED,
                    NOT_TRIED ->
                    true;
            case HALF, WRONG, LATE, NOT_ONE, STUCK -> false;
        };
    }
}
