package onecard.hal;

/// Why a presence gave no facts.
public enum CardFault {
    /// Torn, garbled, or no application the profile tries.
    UNREADABLE,
    /// Only a contact-side application answered, on a reader that does not take it.
    CONTACT_ONLY,
    /// More than one card lies in the field.
    MULTIPLE_CARDS,
    /// The reader itself failed while reading.
    READER_FAILED
}
