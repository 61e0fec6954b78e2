/// What the board can do: ports, drivers and simulators. Knows cards, lines and sensors, and money
/// only as a card holds it; nothing about people, permission or accounts.
module onecard.hal {
    requires com.pi4j;
    requires transitive java.smartcardio;
    requires jdk.net;
    requires org.bouncycastle.provider;

    exports onecard.hal;
    exports onecard.hal.bio;
    exports onecard.hal.camera;
    exports onecard.hal.card;
    exports onecard.hal.gpio;
    exports onecard.hal.iio;
    exports onecard.hal.input;
    exports onecard.hal.lab;
    exports onecard.hal.pcsc;
    exports onecard.hal.purse;
    exports onecard.hal.sam;
    exports onecard.hal.serial;
    exports onecard.hal.sim;
    exports onecard.hal.voice;
}
