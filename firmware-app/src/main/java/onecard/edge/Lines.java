package onecard.edge;

import java.util.HashMap;
import java.util.Map;
import onecard.hal.Contact;
import onecard.hal.Relay;
import onecard.hal.sim.SimBoard;
import onecard.site.Board;

/// What the site file says of a board's outputs and inputs, in the words of its driver.
final class Lines {

    private Lines() {}

    /// Each by its name, at the level it has while nobody decides anything.
    static Map<String, Relay> relays(Board board, SimBoard sim) {
        var relays = new HashMap<String, Relay>();
        board.relays()
                .forEach(
                        (name, relay) ->
                                relays.put(
                                        name,
                                        sim.relay(
                                                name,
                                                relay.energisedAtStop(),
                                                relay.maxOn(),
                                                relay.holdAtHang())));
        return relays;
    }

    /// Each by its name; none is opened yet.
    static Map<String, Contact> contacts(Board board, SimBoard sim) {
        var contacts = new HashMap<String, Contact>();
        board.contacts()
                .forEach(
                        (name, contact) ->
                                contacts.put(
                                        name,
                                        sim.contact(
                                                name,
                                                contact.closedWhenHigh(),
                                                contact.debounce())));
        return contacts;
    }
}
