package onecard.edge.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import onecard.access.Reason;
import onecard.edge.command.CommandReader.Read;
import onecard.edge.crypto.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an operator's request must look like, and what it is told where it does not.
class CommandReaderTest {

    private static final String HOLD =
            """
            {"do":"command","lang":"en","id":"command-1","verb":"hold","point":"door-1"}""";

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

    private static String with(String request, String more) {
        return request.substring(0, request.length() - 1) + "," + more + "}";
    }

    private static Read read(String request) {
        return CommandReader.read(
                JsonReader.object(request.getBytes(UTF_8)).orElseThrow(), "local:guard");
    }
}
