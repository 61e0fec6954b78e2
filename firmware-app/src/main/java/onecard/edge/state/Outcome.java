package onecard.edge.state;

/// What became of a message of a published list.
enum Outcome {
    /// A newer version is on its way, or a bucket of it is there.
    TAKEN,
    /// A list was switched.
    IN_FORCE,
    /// The same, but for entries of kinds that are not known here.
    IN_FORCE_IN_PART,
    /// A version that is held already, or a bucket that nobody wants any more.
    OLD,
    /// Not signed by a key that may sign lists.
    NOT_TRUSTED,
    /// Signed, and yet no list, or another's; a bucket whose hash is not its name.
    MALFORMED,
    /// It could not be read, or there is no room for it.
    FAILED
}
