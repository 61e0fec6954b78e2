package onecard.hal.lab;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import onecard.hal.CardChannel;
import onecard.hal.CardFault;
import onecard.hal.card.Unreadable;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;

/// What reader and card say to each other in one undisturbed reading.
///
/// @param kind of the credential that comes of it
/// @param fault why there is none
record Dialogue(List<Exchange> exchanges, Optional<String> kind, Optional<CardFault> fault) {

    /// @param header the command's first four bytes, hex
    /// @param commandBytes of the whole command
    /// @param answerBytes of data and status
    record Exchange(String header, int commandBytes, int answerBytes) {}

    Dialogue {
        exchanges = List.copyOf(exchanges);
    }

    /// Found by reading the card with [Trials#PLAN].
    static Dialogue of(SimCard card) {
        var exchanges = new ArrayList<Exchange>();
        var channel = SimChannel.of(card);
        var overheard =
                new CardChannel() {
                    @Override
                    public byte[] transmit(byte[] command) throws CardLost {
                        var answer = channel.transmit(command);
                        exchanges.add(
                                new Exchange(
                                        HexFormat.of().formatHex(command, 0, 4),
                                        command.length,
                                        answer.length));
                        return answer;
                    }

                    @Override
                    public byte[] atr() {
                        return channel.atr();
                    }
                };
        try {
            var facts = Trials.PLAN.read(overheard, (_, _) -> "0".repeat(32));
            return new Dialogue(exchanges, Optional.of(facts.kind()), Optional.empty());
        } catch (Unreadable refused) {
            return new Dialogue(exchanges, Optional.empty(), Optional.of(refused.fault()));
        } catch (CardChannel.CardLost impossible) {
            throw new AssertionError("a card that stays was lost", impossible);
        }
    }
}
