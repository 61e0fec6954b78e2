package onecard.hal;

/// Why a presence gave no facts.
public enum CardFault {
    /// Torn, garbled, or no application the profile tries.
    UNREADABLE,
    /// A card of the contact kind where only others are taken: in a slot that takes none, or in the
    /// field with nothing but a bank or transit application.
    CONTACT_ONLY,
    /// The chip's proof is false, or its issuer revoked it.
    NOT_GENUINE,
    /// More than one card lies in the field, as far as this reader tells.
    MULTIPLE_CARDS,
    /// The reader itself failed while reading.
    READER_FAILED
}
