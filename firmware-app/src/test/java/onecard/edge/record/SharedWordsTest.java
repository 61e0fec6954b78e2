package onecard.edge.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onecard.access.Elsewhere;
import onecard.access.Elsewhere.Event;
import onecard.access.Elsewhere.Said;
import onecard.access.Elsewhere.Taken;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.JsonReader;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What devices tell each other of shared passes: as it was meant, or not at all.
class SharedWordsTest {

    private static final Mono NOW = new Mono(7);
    private static final String PASS = "\"pass\":\"1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f\"";
    private static final String RECORD =
            "\"epoch\":\"7f3a19c2\",\"seq\":43,\"at\":\"2026-11-23T00:00:00.123Z\"";

    private static Optional<Said> read(String text) {
        return JsonReader.object(text).flatMap(json -> SharedWords.said(json, "gate", NOW));
    }

    private static String of(String passes) {
        return "{\"v\":1,\"device\":\"gate\",\"session\":5,\"number\":9,\"passes\":["
                + passes
                + "]}";
    }

    @Test
    void whatIsTold() {
        var first = new Event("7f3a19c2", 43, Instant.parse("2026-11-23T00:00:00.123Z"));
        var said =
                new Said(
                        5,
                        9,
                        Map.of(
                                new Token(1, 1), new Taken(1, 0, Optional.of(first), false),
                                new Token(1, 2), new Taken(2, 1, Optional.of(first), true),
                                new Token(1, 3), new Taken(0, 2, Optional.empty(), false),
                                new Token(1, 4), new Taken(1, 0, Optional.of(first), true)),
                        NOW);
        var heard = read(Canonical.text(SharedWords.word("gate", said))).orElseThrow();
        assertEquals(said.number(), heard.number());
        assertEquals(said.passes().keySet(), heard.passes().keySet());
        assertEquals(said.passes().get(new Token(1, 1)), heard.passes().get(new Token(1, 1)));
        assertEquals(said.passes().get(new Token(1, 3)), heard.passes().get(new Token(1, 3)));
        assertEquals(said.passes().get(new Token(1, 4)), heard.passes().get(new Token(1, 4)));
        assertEquals(3, sum(Objects.requireNonNull(heard.passes().get(new Token(1, 2)))));
    }

    private static int sum(Taken taken) {
        return taken.uses() + taken.claims();
    }

    @Test
    void aWordOfTheFormIsHeard() {
        assertTrue(read(of("")).isPresent());
        assertTrue(
                read(of("{" + PASS + ",\"state\":\"entered\",\"uses\":1," + RECORD + "}"))
                        .isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{PASS,\"state\":\"entered\",\"uses\":1}",
                "{PASS,\"state\":\"claimed\",\"uses\":0,\"claims\":1,RECORD}",
                "{PASS,\"state\":\"entered\",\"uses\":0}",
                "{PASS,\"state\":\"claimed\",\"uses\":0,\"claims\":256}",
                "{PASS,\"state\":\"claimed\",\"uses\":0,\"claims\":-1}",
                "{PASS,\"state\":\"claimed\",\"claims\":1}",
                "{\"pass\":\"1f\",\"state\":\"claimed\",\"uses\":0,\"claims\":1}",
                "{PASS,\"state\":\"entered\",\"uses\":1,\"epoch\":\"x\",\"seq\":1,\"at\":\"2026-11-23T00:00:00Z\"}",
                "{PASS,\"state\":\"entered\",\"uses\":1,\"epoch\":\"7f3a19c2\",\"seq\":1,\"at\":\"soon\"}",
                "{PASS,\"state\":\"claimed\",\"uses\":0,\"claims\":1},{PASS,\"state\":\"claimed\",\"uses\":0,\"claims\":1}",
                "7"
            })
    void whatIsGarbledInAnyPartIsNotHeard(String passes) {
        assertEquals(
                Optional.empty(), read(of(passes.replace("PASS", PASS).replace("RECORD", RECORD))));
    }

    @Test
    void noneOfAnotherDeviceVersionOrSizeIs() {
        assertEquals(Optional.empty(), read(of("").replace("gate", "barrier")));
        assertEquals(Optional.empty(), read(of("").replace("\"v\":1", "\"v\":2")));
        assertEquals(Optional.empty(), read(of("").replace("\"number\":9", "\"number\":-9")));
        assertEquals(Optional.empty(), read(of("").replace("\"session\":5,", "")));
        var many =
                IntStream.rangeClosed(0, Elsewhere.PASSES_MAX)
                        .mapToObj(
                                i ->
                                        "{\"pass\":\"%032x\",\"state\":\"claimed\",\"uses\":0,\"claims\":1}"
                                                .formatted(i))
                        .collect(Collectors.joining(","));
        assertEquals(Optional.empty(), read(of(many)));
        assertTrue(read(of(many.substring(0, many.lastIndexOf(",{")))).isPresent());
    }
}
