package onecard.hal;

import java.util.Optional;

/// The one-way door for card numbers: given to drivers by the wiring, so that a number goes
/// straight in and only its result leaves the reader's thread. Thread-safe.
@FunctionalInterface
public interface Pseudonym {

    /// @param kind the credential kind's wire name
    /// @param id the canonical identifier of that kind
    /// @return 32 lower-case hex digits
    String of(String kind, String id);

    /// What that was before, while the key behind it is being rolled.
    ///
    /// @return as [#of] gives it; empty: no key is rolled
    default Optional<String> former(String kind, String id) {
        return Optional.empty();
    }
}
