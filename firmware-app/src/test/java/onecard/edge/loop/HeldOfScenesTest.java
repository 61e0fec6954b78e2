package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// What is remembered of somebody who visits or attends is not passed over by who asks for it.
class HeldOfScenesTest {

    private static final Moment NOW =
            new Moment(new Mono(0), Instant.parse("2026-11-28T02:00:00Z"), ClockTrust.SYNCED);

    private final MemoryFold fold = new MemoryFold();

    @Test
    void whoAttendedIsHeldAndStays() throws Exception {
        var data = applied("attendance-manual");

        assertEquals("{\"sessions\":1}", stays(data.text("person").orElseThrow()));
        assertEquals("{\"sessions\":1}", stays(data.text("operator").orElseThrow()));
        assertEquals("{}", stays("00000000000000000000000000000000"));
    }

    @Test
    void whoVisitsIsHeldAndStays() throws Exception {
        var visit = applied("passage-visit").object("visit").orElseThrow();

        assertEquals("{\"visits\":1}", stays(visit.text("pass").orElseThrow()));
        fold.apply(JsonReader.object(erase(visit.text("pass").orElseThrow())).orElseThrow());
        assertEquals("{\"visits\":1}", stays(visit.text("pass").orElseThrow()));
    }

    @Test
    void whatOthersAreToldOfAPassIsHeldAndStays() throws Exception {
        var use = applied("tap-shared").object("use").orElseThrow();
        var pass = use.text("token").orElseThrow();

        assertEquals("{\"shared\":1,\"uses\":1,\"visits\":1}", stays(pass));
        fold.apply(JsonReader.object(erase(pass)).orElseThrow());
        assertEquals("{\"shared\":1,\"uses\":1,\"visits\":1}", stays(pass));
    }

    private static String erase(String token) {
        return "{\"type\":\"onecard.system.v1\",\"time\":\"2026-11-28T10:00:00+08:00\","
                + "\"data\":{\"what\":\"erase\",\"token\":\""
                + token
                + "\",\"clock\":\"synced\"}}";
    }

    private String stays(String token) {
        return Canonical.text(fold.held(Token.parse(token).orElseThrow(), NOW).stays());
    }

    private Json.Obj applied(String example) throws Exception {
        var file = Path.of("src/main/resources/contract/examples/event." + example + ".json");
        var event = JsonReader.object(Files.readString(file)).orElseThrow();
        fold.apply(event);
        return Occurrences.data(event);
    }
}
