package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecard.access.Reason;
import onecard.edge.cli.Console;
import onecard.edge.cli.Sites;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.process.Await;
import onecard.edge.state.StateDir;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.words.ReasonWords;
import onecard.hal.CardChannel;
import onecard.hal.Face;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.Unreadable;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimFault;
import onecard.hal.sim.SimFault.EndlessMore;
import onecard.hal.sim.SimFault.WrongLength;
import onecard.hal.sim.SimFault.WrongStatus;
import onecard.hal.sim.SimKind;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimTear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cards of every kind that leave or answer wrongly at any command, through the whole daemon: one
/// row of the journal each, with the same reason each time, and the next card is a row as ever.
class FaultyCardsAtADoorTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-door.yaml");
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir private Path dir;

    private final List<Json.Obj> taps = new ArrayList<>();
    private long last;
    private int sound;

    @Test
    void eachIsOneRowWithAStableReasonAndTheNextCardIsTaken() throws Exception {
        var yaml = Files.readString(BENCH);
        var site = dir.resolve("site.yaml");
        Files.writeString(site, yaml.replace("pcsc: \"*\", slot: contactless", "sim: true"));
        var profile = Sites.read(site, Console.ofProcess(onecard.words.Lang.EN)).orElseThrow();
        var held = StateDir.hold(dir.resolve("state")).orElseThrow();
        try (var daemon =
                        Wiring.start(
                                profile,
                                held,
                                Sites.hash(site),
                                bug -> {
                                    throw new AssertionError(bug);
                                });
                var journal = JournalReader.open(held.journal()).orElseThrow()) {
            var reader = (SimReader) daemon.reader("in").orElseThrow();
            for (var kind : SimKind.values()) {
                for (var face : kind.faces()) {
                    for (int at = 0; at < commands(kind, face); at++) {
                        trials(reader, journal, kind, face, at);
                    }
                }
            }
        }
    }

    private void trials(SimReader reader, JournalReader journal, SimKind kind, Face face, int at)
            throws Exception {
        var unreadable = Reason.CARD_UNREADABLE.name();
        var torn = reason(reader, journal, kind.card(face), SimTear.afterCommands(at));
        assertEquals(unreadable, torn, () -> kind + " " + face + " torn at " + at);
        for (var fault :
                List.<SimFault>of(
                        new WrongStatus(at, 0x6F00),
                        new WrongLength(at, 1),
                        new WrongLength(at, 255),
                        new EndlessMore(at))) {
            var wrong = kind.card(face).failing(fault);
            var first = reason(reader, journal, wrong, SimTear.NEVER);
            assertEquals(first, reason(reader, journal, wrong, SimTear.NEVER));
            if (fault instanceof EndlessMore) {
                assertEquals(unreadable, first);
            }
            var told = ReasonWords.of(Reason.valueOf(first)).shown();
            assertFalse(told.zh().isBlank() || told.en().isBlank());
        }
    }

    /// Of the one row that comes of a card; a sound one after it is one row more.
    private String reason(SimReader reader, JournalReader journal, SimCard card, SimTear tear)
            throws Exception {
        taps.clear();
        hold(reader, card, tear);
        hold(reader, SimCard.plain("04%06x".formatted(++sound)), SimTear.NEVER);
        // The sound card's row is the last: what the one before made is there by then.
        Await.until("the sound card's row", SOON, () -> read(journal) && known(taps.getLast()));
        assertEquals(2, taps.size(), taps::toString);
        assertEquals(List.of(), card.harmful());
        return taps.getFirst().text("reason").orElseThrow();
    }

    private static void hold(SimReader reader, SimCard card, SimTear tear) {
        reader.present(card, tear);
        reader.remove();
    }

    private static boolean known(Json.Obj tap) {
        return tap.text("reason").equals(java.util.Optional.of(Reason.UNKNOWN.name()));
    }

    /// Whether two taps are there.
    private boolean read(JournalReader journal) {
        try {
            last = journal.each(last, this::row);
            return taps.size() >= 2;
        } catch (StoreFailed failed) {
            throw new AssertionError(failed);
        }
    }

    private void row(String event) {
        var parsed = JsonReader.object(event).orElseThrow();
        if (parsed.text("type").equals(java.util.Optional.of("onecard.tap.v1"))) {
            taps.add(parsed.object("data").orElseThrow());
        }
    }

    /// How many commands the door's reader sends it.
    private static int commands(SimKind kind, Face face) throws Exception {
        var channel = SimChannel.of(kind.card(face));
        var count = new int[1];
        var counted =
                new CardChannel() {
                    @Override
                    public byte[] transmit(byte[] command) throws CardLost {
                        count[0]++;
                        return channel.transmit(command);
                    }

                    @Override
                    public byte[] atr() {
                        return channel.atr();
                    }
                };
        try {
            ReadingPlan.of("ssc", "idcard", "tunion", "uid")
                    .read(counted, (_, _) -> "0".repeat(32));
        } catch (Unreadable _) {
            // A bank card by its contacts: nothing to tell, in as many commands.
        }
        assertTrue(count[0] > 0);
        return count[0];
    }
}
