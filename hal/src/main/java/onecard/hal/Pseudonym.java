package onecard.hal;

/// The one-way door for card numbers: given to drivers by the wiring, so that a number goes
/// straight in and only its result leaves the reader's thread. Thread-safe.
@FunctionalInterface
public interface Pseudonym {

    /// @param kind the credential kind's wire name
    /// @param id the canonical identifier of that kind
    /// @return 32 lower-case hex digits
    String of(String kind, String id);
}
