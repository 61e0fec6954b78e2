package onecard.edge.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import onecard.access.Reason;
import onecard.edge.command.CommandReader.Read;
import onecard.edge.crypto.JsonReader;
import onecard.money.HostCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an operator's request must look like, and what it is told where it does not.
class CommandReaderTest {

    private static final String HOLD =
            """
            {"id":"command-1","verb":"hold","point":"door-1"}""";

    private static final String FORGIVE =
            """
            {"id":"command-2","verb":"forgive","point":"door-1"}""";

    private static final String RECONCILE =
            """
            {"id":"command-3","verb":"reconcile","point":"till-1"}""";

    @Test
    void whatAHostCountedIsRead() {
        var read =
                read(
                        with(
                                RECONCILE,
                                """
                                "args":{"batch":4,"sales":0,"net_fen":-800,"wallets":{"gift":-800}}"""));
        assertEquals(
                new Command.Act.Reconcile(new HostCount(4, 0, -800, Map.of("gift", -800L))),
                ((Read.Good) read).command().act());
    }

    /// Half a count would differ, or seem not to.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"args\":{}",
                "\"args\":{\"batch\":4,\"sales\":2}",
                "\"args\":{\"batch\":0,\"sales\":2,\"net_fen\":0}",
                "\"args\":{\"batch\":4,\"sales\":-1,\"net_fen\":0}",
                "\"args\":{\"batch\":4,\"sales\":2,\"net_fen\":\"0\"}",
                "\"args\":{\"batch\":4,\"sales\":2,\"net_fen\":0,\"wallets\":{}}",
                "\"args\":{\"batch\":4,\"sales\":2,\"net_fen\":0,\"wallets\":[1]}",
                "\"args\":{\"batch\":4,\"sales\":2,\"net_fen\":0,\"wallets\":{\"A B\":1}}",
                "\"args\":{\"batch\":4,\"sales\":2,\"net_fen\":0,\"wallets\":{\"gift\":\"1\"}}"
            })
    void whatIsNoCountIsRefused(String args) {
        var read = read(with(RECONCILE, args));
        var answer = ((Read.Bad) read).answer();
        assertEquals(Reason.BAD_REQUEST, answer.reason());
        assertTrue(answer.detail().orElseThrow().en().contains("to reconcile"), answer::toString);
    }

    @Test
    void aCommandIsRead() {
        var good = read(with(HOLD, "\"args\":{\"for_s\":600}"));

        assertTrue(good instanceof Read.Good, good::toString);
    }

    /// Whoever misspells or misplaces an end does not hold a door for ever.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "args":"10m"                    | args must be
            "args":[600]                    | args must be
            "args":true                     | args must be
            "for_s":600                     | for_s
            "arguments":{"for_s":600}       | arguments
            "args":{"for":600}              | argument for
            "args":{"for_s":"600"}          | whole seconds
            "args":{"for_s":0}              | whole seconds
            """)
    void whatIsNotKnownIsRefused(String more, String why) {
        var read = read(with(HOLD, more));

        assertTrue(read instanceof Read.Bad, read::toString);
        var answer = ((Read.Bad) read).answer();
        assertEquals(Reason.BAD_REQUEST, answer.reason());
        assertTrue(answer.detail().orElseThrow().en().contains(why), answer::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {}                                                       | Everybody
            {"kind":"qr","token":"0f1e2d3c4b5a69788796a5b4c3d2e1f0"} | Holder
            {"person":"0f1e2d3c4b5a69788796a5b4c3d2e1f0"}            | Person
            {"area":"lab"}                                           | Inside
            """)
    void whoIsForgivenIsNamedInOneWay(String args, String whom) {
        var good = (Read.Good) read(with(FORGIVE, "\"args\":" + args));
        var act = (Command.Act.Forgive) good.command().act();

        assertEquals(whom, act.whom().getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"kind":"qr"}
            {"person":"nobody"}
            {"area":7}
            {"area":"lab","person":"0f1e2d3c4b5a69788796a5b4c3d2e1f0"}
            """)
    void whoIsNamedInNoneOrTwoWaysIsRefused(String args) {
        var read = read(with(FORGIVE, "\"args\":" + args));

        var detail = ((Read.Bad) read).answer().detail().orElseThrow().en();
        assertTrue(detail.contains("person (32 hex digits)"), detail);
    }

    @Test
    void aDeviceIsAskedWithoutAPoint() {
        var sync = "{\"id\":\"command-1\",\"verb\":\"sync\"}";
        assertTrue(read(sync) instanceof Read.OfDevice);
        assertRefused(with(sync, "\"point\":\"door-1\""), "no member point");
        assertRefused(with(sync, "\"args\":{\"for_s\":1}"), "argument for_s");
        var restart = "{\"id\":\"command-1\",\"verb\":\"restart\"}";
        assertTrue(read(restart) instanceof Read.OfDevice);
        assertRefused(with(restart, "\"point\":\"door-1\""), "no member point");
    }

    @Test
    void whatShowsWhichItIsIsOnePointOrAllOfThem() {
        var identify = "{\"id\":\"command-1\",\"verb\":\"identify\"}";
        assertEquals(Optional.empty(), shown(identify));
        assertEquals(Optional.of("door-1"), shown(with(identify, "\"point\":\"door-1\"")));
        assertRefused(with(identify, "\"args\":{\"for_s\":1}"), "argument for_s");
    }

    private static Optional<String> shown(String request) {
        var command = ((Read.OfDevice) read(request)).command();
        return ((DeviceCommand.Act.Identify) command.act()).point();
    }

    @ParameterizedTest
    @CsvSource({
        "7f3a19c2,1,1000,true",
        "7f3a19c2,5,5,true",
        "7f3a19c2,1,1001,false",
        "7f3a19c2,0,5,false",
        "7f3a19c2,5,4,false",
        "7F3A19C2,1,2,false",
        "7f3a19c2,1,9007199254740991,false",
    })
    void aReplayIsOfAThousandRecordsAtMost(String epoch, long from, long to, boolean good) {
        var request =
                """
                {"id":"command-1","verb":"replay","args":{"epoch":"%s","from":%d,"to":%d}}"""
                        .formatted(epoch, from, to);
        if (good) {
            assertTrue(read(request) instanceof Read.OfDevice);
        } else {
            assertRefused(request, "at most 1000");
        }
    }

    private static void assertRefused(String request, String why) {
        var read = read(request);
        assertTrue(read instanceof Read.Bad, read::toString);
        var answer = ((Read.Bad) read).answer();
        assertTrue(answer.detail().orElseThrow().en().contains(why), answer::toString);
    }

    private static String with(String request, String more) {
        return request.substring(0, request.length() - 1) + "," + more + "}";
    }

    private static Read read(String request) {
        return CommandReader.read(
                JsonReader.object(request.getBytes(UTF_8)).orElseThrow(),
                "local:guard",
                Optional.empty());
    }
}
