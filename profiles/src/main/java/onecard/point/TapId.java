package onecard.point;

/// Names one cause until the journal gives it a sequence number: a tap, an exit button press, a
/// command. Unique within one boot.
public record TapId(long number) {}
