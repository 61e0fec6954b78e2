package onecard.point;

import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.attendance.Signing;
import onecard.money.Account;
import onecard.money.Allowance;
import onecard.money.Duty;
import onecard.money.Fen;
import onecard.money.Reading;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.money.Tariff;

/// Everything a point can hear. Faults are inputs too, so what a door does when its reader dies
/// is a line in its machine.
public sealed interface Input {

    /// A presentation was granted; `tap` names it until the journal has it. What leads out is
    /// never held up by a journal that cannot write.
    ///
    /// @param recordFirst the grant uses up a right (a pass's entry), so nothing opens for it
    ///     before its record is durable, and nothing at all if that takes too long
    /// @param extended whoever was granted needs more time to pass than others
    /// @param again an earlier tap of the same person here that was granted, and whose outcome is
    ///     not known yet. Several may walk in by one pass: by another credential of it somebody
    ///     else comes. A vehicle is one, whatever of its pass is read
    record Granted(
            TapId tap,
            Direction direction,
            boolean recordFirst,
            boolean extended,
            Optional<TapId> again)
            implements Input {
        public Granted(TapId tap, Direction direction) {
            this(tap, direction, false);
        }

        public Granted(TapId tap, Direction direction, boolean recordFirst) {
            this(tap, direction, recordFirst, false);
        }

        public Granted(TapId tap, Direction direction, boolean recordFirst, boolean extended) {
            this(tap, direction, recordFirst, extended, Optional.empty());
        }
    }

    /// Whoever made that tap is seen there still: a camera reads their plate once more. No tap, and
    /// nothing is granted by it.
    record StillThere(TapId tap) implements AtPassage {}

    /// A presentation was refused.
    record Refused(TapId tap, Reason why) implements Input {}

    /// The journal holds the tap durably.
    record Recorded(TapId tap, long seq) implements Input {}

    /// The journal does not and will not hold the tap.
    record NotRecorded(TapId tap, Reason why) implements Input {}

    /// The door contact: the leaf left its frame.
    record Opened() implements AtPassage {}

    /// The door contact: the leaf is back in its frame.
    record Closed() implements AtPassage {}

    /// The contact is not observed any more: its line failed.
    record ContactLost() implements AtPassage {}

    /// A lane's sensor became active, or is not any more.
    record Sensed(Sensor sensor, boolean active) implements AtPassage {}

    /// A lane's sensor is not observed any more: its line failed.
    record SensorLost(Sensor sensor) implements AtPassage {}

    /// The exit button went down; `tap` names the press.
    record ExitPressed(TapId tap) implements AtPassage {}

    record ExitReleased() implements AtPassage {}

    /// The fire input became active.
    record FireRaised(TapId tap) implements AtPassage {}

    record FireCleared() implements AtPassage {}

    /// An operator opens the point for one to pass, whatever it is ordered to be; `order` names the
    /// command, whose record is durable.
    record Release(TapId order, Direction way) implements AtPassage {}

    /// An operator or a schedule wants the point held open, `tap` names the order.
    record Free(TapId tap, Cause cause) implements AtPassage {}

    record Lockdown(TapId tap, Cause cause) implements Input {}

    /// Out of service; whoever wants to leave still does.
    record Disabled(TapId tap, Cause cause) implements Input {}

    /// Back to cards.
    record Normal(TapId tap, Cause cause) implements Input {}

    /// What a point is now that this one belongs together with.
    ///
    /// @param secure shut, locked and seen to be
    record Neighbour(String point, boolean secure) implements AtPassage {}

    /// A reader of this point is not there any more.
    record ReaderLost(String reader) implements Input {}

    record ReaderBack(String reader) implements Input {}

    /// A line of this point other than its door contact failed: exit button, fire input, relay.
    record LineLost(String line) implements AtPassage {}

    record LineBack(String line) implements AtPassage {}

    /// The wake the point asked for, or an older one: guard it by the state's own limit.
    record Due() implements Input {}

    /// What concerns only a point that opens, or whose lines are observed: a desk and a till, which
    /// move nothing, ignore all of it.
    sealed interface AtPassage extends Input {}

    /// What only a desk hears.
    sealed interface AtDesk extends Input {

        /// A presentation was granted, and somebody signs by it; nothing is recorded yet.
        record Signed(TapId tap, Signing.Yes signing) implements AtDesk {}

        /// A presentation was granted, of somebody who has signed before.
        record Known(TapId tap, Signing.Already already) implements AtDesk {}

        /// The journal holds the sign durably that was made by that tap.
        record Entered(TapId tap, Signing.Yes signing) implements AtDesk {}

        /// The journal does not and will not hold it.
        record NotEntered(TapId tap, Reason why) implements AtDesk {}
    }

    /// What only a till hears.
    sealed interface AtTill extends Input {

        /// A presentation was granted, and so was the sale; nothing is booked yet.
        ///
        /// @param left in their wallets after it, as far as this device knows; absent where nothing
        ///     is paid
        record Sold(TapId tap, Sale sale, Optional<Fen> left) implements AtTill {}

        /// The journal holds the sale in this state durably.
        record Booked(Sale sale) implements AtTill {}

        /// The journal does not and will not hold the sale in this state.
        record NotBooked(Sale sale, Reason why) implements AtTill {}

        /// What became of the purse of a card that pays at it.
        sealed interface OfPurse extends AtTill {
            Sale sale();
        }

        /// The card and the till's module have agreed on a debit: nothing is debited yet.
        ///
        /// @param sale carries what they agreed on
        record Opened(Sale sale) implements OfPurse {}

        /// They have not, and nothing was debited.
        record NotOpened(Sale sale, Reason why) implements OfPurse {}

        /// The card has paid, and proved it.
        record Debited(Sale sale) implements OfPurse {}

        /// The card has not paid, and will not.
        record NotDebited(Sale sale, Reason why) implements OfPurse {}

        /// Nobody knows whether the card has paid.
        record Torn(Sale sale) implements OfPurse {}

        /// The same card was asked about it again, and knows.
        ///
        /// @param sale done, or void
        record Recovered(Sale sale) implements OfPurse {}

        /// The operator keyed a number in.
        ///
        /// @param number 0 or more
        record Keyed(long number) implements AtTill {}

        /// The operator called for something.
        record Called(Call call) implements AtTill {}

        /// Whoever ate says how it was.
        ///
        /// @param stars 1 to 5, the best
        record Rated(int stars) implements AtTill {}

        /// A presentation was granted, and it was an operator's.
        ///
        /// @param duties what they may do
        record SignedIn(TapId tap, Staff staff, Set<Duty> duties) implements AtTill {
            public SignedIn {
                duties = Set.copyOf(duties);
            }
        }

        /// A presentation was granted, of somebody who only wants to know.
        record Queried(TapId tap, Account account) implements AtTill {}

        /// A presentation was granted, of somebody whose journey ends.
        ///
        /// @param sale that it was paid by
        record Alighted(TapId tap, SaleId sale, Fen fare) implements AtTill {}

        /// The journal holds durably that money goes back.
        record Reversed(Reversal reversal) implements AtTill {}

        /// It does not go back.
        ///
        /// @param of the sale
        record NotReversed(SaleId of, Reason why) implements AtTill {}

        /// A presentation was granted, and whoever it is may take what is weighed.
        ///
        /// @param allowance what they may spend
        record Bound(TapId tap, Allowance allowance) implements AtTill {}

        /// What its scale says now.
        ///
        /// @param rests in grams; empty: it moves
        record Weighed(Optional<Long> rests) implements AtTill {}

        /// What its scale says is no weight: too much or too little lies there.
        record Unweighed() implements AtTill {}

        /// What only a metered point hears.
        sealed interface OfMeter extends AtTill {

            /// So many pulses its meter has given since it is observed: never fewer than before.
            record Counted(long total) implements OfMeter {}

            /// Before this start somebody drew; their valve is shut, and the rest is theirs.
            ///
            /// @param sale that it was paid by
            /// @param drawn as far as it was recorded
            record Left(SaleId sale, Fen drawn) implements OfMeter {}

            /// The journal holds that reading.
            record Read(Reading reading) implements OfMeter {}

            /// The journal will not hold that reading.
            record NotRead(Reading reading, Reason why) implements OfMeter {}
        }

        /// What is for sale costs that from now on.
        ///
        /// @param tariff of the list that its prices stand in; empty: none is held, or it is over
        record Priced(Optional<Tariff> tariff) implements AtTill {}

        /// Other plates lie on its antenna, or none.
        record Laid(Tray tray) implements AtTill {}
    }
}
