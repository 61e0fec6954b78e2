package onecard.hal.sim;

/// A simulated device that things are done to by calling it, from any thread; they happen in turn
/// on a thread of its own.
public sealed interface SimPart
        permits SimBioSensor,
                SimDisplay,
                SimKeypad,
                SimPlates,
                SimPrinter,
                SimReader,
                SimScale,
                SimScanner,
                SimTrayReader,
                SimVoice {

    String name();

    /// The cable is pulled: until it is back nothing that is done to it is noticed.
    void lose();

    /// The cable is back.
    void giveBack();
}
