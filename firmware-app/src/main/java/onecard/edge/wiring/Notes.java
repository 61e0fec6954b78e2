package onecard.edge.wiring;

import static onecard.edge.words.Message.WIRING_NOTE_CLOSED;
import static onecard.edge.words.Message.WIRING_NOTE_FIRE;
import static onecard.edge.words.Message.WIRING_NOTE_PULLED;
import static onecard.edge.words.Message.WIRING_NOTE_UNDOCUMENTED;
import static onecard.edge.words.Message.WIRING_NOTE_UNKNOWN;
import static onecard.edge.words.Message.WIRING_NOTE_UNUSED;
import static onecard.edge.words.Message.WIRING_NOTE_USED;

import java.util.ArrayList;
import java.util.List;
import onecard.site.Board;
import onecard.site.BoardModel;
import onecard.words.Words;

/// What an installer should look at before leaving.
record Notes(Board board, List<Part> parts, List<Plan.Route> routes) {

    List<Words> all() {
        var notes = new ArrayList<Words>();
        for (var part : parts) {
            if (part.kind() == Part.Kind.RELAY) {
                relay(part, notes);
            }
            if (part.kind() == Part.Kind.CONTACT) {
                contact(part, notes);
            }
            if (part.place() instanceof Place.OfHeader at) {
                at.gpio()
                        .use()
                        .ifPresent(
                                use ->
                                        notes.add(
                                                WIRING_NOTE_USED.with(
                                                        part.name(),
                                                        at.gpio().name(),
                                                        Roles.of(use))));
            }
            if (part.uses().isEmpty()) {
                notes.add(WIRING_NOTE_UNUSED.with(part.name()));
            }
        }
        if (!routes.isEmpty()) {
            notes.add(WIRING_NOTE_FIRE.with());
        }
        return notes;
    }

    /// A contact that nothing pulls open reads closed for ever. Where somebody wrote a resistor it
    /// is meant; and a fire alarm's cut cable shall be an alarm.
    private void contact(Part part, List<Words> notes) {
        var contact = board.contacts().get(part.name());
        if (contact != null
                && contact.line() instanceof Board.Line.OfChip
                && contact.bias() == Board.Bias.AS_IS
                && part.fire() != Part.Fire.ALARM
                && part.place() instanceof Place.OfHeader at
                && at.gpio().pull() == level(contact.closedWhenHigh())) {
            notes.add(WIRING_NOTE_CLOSED.with(part.name(), at.gpio().name()));
        }
    }

    private static BoardModel.Pull level(boolean high) {
        return high ? BoardModel.Pull.UP : BoardModel.Pull.DOWN;
    }

    private void relay(Part part, List<Words> notes) {
        var relay = board.relays().get(part.name());
        if (relay == null || relay.line() instanceof Board.Line.Sim) {
            return; // nothing hangs on files
        }
        var rest = relay.rest();
        if (rest.atCrash() == Board.Fallback.UNKNOWN
                || rest.atPowerUp() == Board.Fallback.UNKNOWN) {
            notes.add(WIRING_NOTE_UNKNOWN.with(part.name()));
        }
        if (part.place() instanceof Place.OfHeader at) {
            var energised = level(relay.activeHigh());
            var pull = at.gpio().pull();
            if (pull == BoardModel.Pull.UNKNOWN) {
                notes.add(WIRING_NOTE_UNDOCUMENTED.with(part.name(), at.gpio().name()));
            } else if (pull == energised) {
                notes.add(WIRING_NOTE_PULLED.with(part.name(), at.gpio().name()));
            }
        }
    }
}
