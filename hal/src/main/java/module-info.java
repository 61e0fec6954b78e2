/// What the board can do: ports, drivers and simulators. Knows cards, lines and sensors; nothing
/// about
/// people, permission or money.
module onecard.hal {
    requires transitive java.smartcardio;

    exports onecard.hal;
}
