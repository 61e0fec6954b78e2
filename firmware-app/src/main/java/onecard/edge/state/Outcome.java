package onecard.edge.state;

/// What became of a message of a published list.
enum Outcome {
    /// A newer version is on its way, or a bucket of it is there.
    TAKEN,
    /// A list was switched.
    IN_FORCE,
    /// A version that is held already, or a bucket that nobody wants any more.
    OLD,
    /// Not signed by a key that may sign lists.
    NOT_TRUSTED,
    /// Signed, and yet no list, or another's; a bucket whose hash is not its name.
    MALFORMED
}
