package onecard.hal.bio;

/// What of a person a sensor looks at.
public enum Modality {
    FINGER,
    FACE,
    /// The veins of a finger, or of a palm.
    VEIN
}
