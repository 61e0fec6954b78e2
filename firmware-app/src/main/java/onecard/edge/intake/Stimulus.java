package onecard.edge.intake;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import onecard.access.Elsewhere;
import onecard.access.Likeness;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.Presence;
import onecard.attendance.Roster;
import onecard.attendance.Session;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.record.Erasure;
import onecard.edge.watch.Device;
import onecard.hal.DeviceEvent.Loss;
import onecard.hal.Load;
import onecard.hal.PrinterEvent;
import onecard.money.Place;
import onecard.money.Preorders;
import onecard.money.PriceTable;
import onecard.money.Statement;
import onecard.point.Call;
import onecard.point.TapId;
import onecard.point.Tray;

/// What the edge loop can be told. Everything that crosses a thread to reach a point is one of
/// these, already free of raw numbers: a card arrives as a token or not at all.
public sealed interface Stimulus {

    /// A presence began and was read or not.
    ///
    /// @param seenNanos monotonic, when the card was noticed
    /// @param cardMicros reading the card took so long
    /// @param lookupMicros finding its entries took so long
    /// @param accounts what a list says of the wallets of whoever it may be; none where nobody
    ///     sells
    /// @param orders what a list says was ordered ahead; absent where nothing is handed out, or no
    ///     list is held
    /// @param purse on the card, where purses pay; absent: it has none
    /// @param plate how a plate was read; absent: it is none
    record Presented(
            String reader,
            Presentation shown,
            long seenNanos,
            long cardMicros,
            long lookupMicros,
            Map<Token, Statement> accounts,
            Optional<Preorders> orders,
            Optional<PurseShown> purse,
            Optional<PlateShown> plate)
            implements Stimulus {

        /// Keeps a copy of `accounts`.
        public Presented {
            accounts = Map.copyOf(accounts);
        }

        /// The same of somebody by the tokens of now.
        ///
        /// @param known what tokens were before
        public Presented of(Presentation now, Renamed known) {
            return known.isNothing()
                    ? this
                    : new Presented(
                            reader,
                            now,
                            seenNanos,
                            cardMicros,
                            lookupMicros,
                            known.in(accounts, (_, is) -> is),
                            orders.map(held -> held.under(known)),
                            purse,
                            plate);
        }

        /// Of anything but a plate.
        public Presented(
                String reader,
                Presentation shown,
                long seenNanos,
                long cardMicros,
                long lookupMicros,
                Map<Token, Statement> accounts,
                Optional<Preorders> orders,
                Optional<PurseShown> purse) {
            this(
                    reader,
                    shown,
                    seenNanos,
                    cardMicros,
                    lookupMicros,
                    accounts,
                    orders,
                    purse,
                    Optional.empty());
        }

        /// Where nothing is handed out, and no purse pays.
        public Presented(
                String reader,
                Presentation shown,
                long seenNanos,
                long cardMicros,
                long lookupMicros,
                Map<Token, Statement> accounts) {
            this(
                    reader,
                    shown,
                    seenNanos,
                    cardMicros,
                    lookupMicros,
                    accounts,
                    Optional.empty(),
                    Optional.empty());
        }

        /// Where nobody sells.
        public Presented(
                String reader,
                Presentation shown,
                long seenNanos,
                long cardMicros,
                long lookupMicros) {
            this(reader, shown, seenNanos, cardMicros, lookupMicros, Map.of());
        }
    }

    /// Somebody entered a second factor.
    ///
    /// @param reader beside which it was entered
    /// @param subject who was asked for it
    /// @param factor with what the lists hold about it
    record Entered(String reader, Token subject, Presentation.Known factor) implements Stimulus {
        /// The same where a list names whoever entered it by a token of before.
        public Entered under(Renamed known) {
            return known.isNothing() ? this : new Entered(reader, subject, factor.named(known));
        }
    }

    /// What came of a look at somebody.
    ///
    /// @param request as it was asked by: an answer to any other changes nothing
    record Compared(TapId request, Likeness likeness) implements Stimulus {}

    /// Whoever works at a till keyed a number in.
    record Keyed(String keypad, long number) implements Stimulus {}

    /// They called for something.
    record Called(String keypad, Call call) implements Stimulus {}

    /// Whoever ate says how it was.
    ///
    /// @param stars 1 to 5, the best
    record Rated(String keypad, int stars) implements Stimulus {}

    /// Other plates lie on the antenna of a till, or none.
    record Laid(String antenna, Tray tray) implements Stimulus {}

    /// What a till's scale says lies on it now.
    record Weighed(String scale, Load load) implements Stimulus {}

    /// A meter has given so many pulses since it was opened; never fewer than before.
    record Counted(String meter, long total) implements Stimulus {}

    record CardGone(String reader) implements Stimulus {}

    record ReaderLost(String reader, String why) implements Stimulus {}

    record ReaderBack(String reader) implements Stimulus {}

    /// A reader in trouble was reset by one step.
    ///
    /// @param failure why the step could not be done; absent: it was
    record ReaderReset(String reader, String step, String why, Optional<String> failure)
            implements Stimulus {}

    record ContactChanged(String contact, boolean active) implements Stimulus {}

    record ContactLost(String contact, Loss loss, String why) implements Stimulus {}

    record RelayLost(String relay, String why) implements Stimulus {}

    record RelayBack(String relay) implements Stimulus {}

    /// Something on a till's counter told of itself.
    sealed interface AtCounter extends Stimulus {

        /// Its driver said that it is gone.
        record Lost(Device device) implements AtCounter {}

        record Back(Device device) implements AtCounter {}

        /// What is wrong with the printer from now on; empty: nothing any more.
        record Troubled(String printer, Set<PrinterEvent.Trouble> troubles) implements AtCounter {
            public Troubled {
                troubles = Set.copyOf(troubles);
            }
        }

        /// A receipt is not on paper, or not known to be.
        ///
        /// @param receipt the sale's id
        record NotPrinted(String receipt, PrinterEvent.Why why) implements AtCounter {}
    }

    /// A list that tills sell by is another from now on. Read by whoever tells of it.
    sealed interface Sells extends Stimulus {

        /// Its name.
        String list();

        /// What things cost.
        ///
        /// @param table absent: the list is not held
        record ByPrices(String list, Optional<PriceTable> table) implements Sells {}
    }

    /// What desks go by is another from now on.
    sealed interface Attends extends Stimulus {

        /// Who is expected.
        ///
        /// @param roster absent: the list is not held
        record ByRoster(String list, Optional<Roster> roster) implements Attends {}

        /// The broker keeps a part of what this device told of its attendance, now or ever.
        ///
        /// @param topic under which
        record AtBroker(String topic) implements Attends {}

        /// Another device has recorded these. Nobody signed it: it may add, and never take away.
        ///
        /// @param people all of that session that was heard of that device
        record Elsewhere(String device, Session session, Map<Token, Presence> people)
                implements Attends {
            public Elsewhere {
                people = Attendance.copyOf(people);
            }
        }
    }

    /// Nobody observes the device any more, whatever it told last.
    record Silent(Device device) implements Stimulus {}

    /// It is observed again, and what it told last holds.
    record Heard(Device device) implements Stimulus {}

    /// An operator asks something of a point.
    ///
    /// @param answer told once what became of it, on the loop's thread; must not block
    record Commanded(Command command, Consumer<Answer> answer) implements Stimulus {}

    /// Somebody asks that what is remembered of them goes.
    ///
    /// @param token of a card, or of a person
    /// @param by who does it for them
    /// @param done told once what became of it, on the loop's thread; must not block
    record Erase(Token token, String by, Consumer<Erasure.Done> done) implements Stimulus {}

    /// What came of what the loop asked of a purse.
    record OfPurse(PurseCard card, PurseCard.Outcome outcome) implements Stimulus {}

    /// A device has said what it let in by passes that are shared; it may be this one.
    record Shared(String device, Elsewhere.Said said) implements Stimulus {}

    /// The journal's answer.
    record Recorded(TapId tap, long seq) implements Stimulus {}

    record NotRecorded(TapId tap, Reason why) implements Stimulus {}

    /// The host holds every record up to there.
    record Received(Place upTo) implements Stimulus {}
}
