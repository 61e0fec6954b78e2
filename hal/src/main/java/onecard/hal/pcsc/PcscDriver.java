package onecard.hal.pcsc;

/// Which provider of `javax.smartcardio` readers are used through.
public enum PcscDriver {
    /// [PcscProvider]: a context for each reader.
    OWN,
    /// The JDK's: one context for all.
    JDK
}
