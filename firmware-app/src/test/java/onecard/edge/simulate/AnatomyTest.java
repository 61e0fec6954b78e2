package onecard.edge.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.site.SiteFile;
import org.junit.jupiter.api.Test;

/// The time line of a tap, from what happened in any order in which it may be told.
class AnatomyTest {

    private static final String FIELD =
            "{'type':'device','device':'in','mono_us':1000,'what':'field','on':true}";
    private static final String SELECT =
            "{'type':'device','device':'in','mono_us':1500,'what':'exchange','command':'00A40400',"
                    + "'status':'9000','bytes':23,'took_us':300}";
    private static final String READ =
            "{'type':'device','device':'in','mono_us':2000,'what':'exchange','command':'00B20104',"
                    + "'status':'9000','bytes':18,'took_us':400}";
    private static final String TAP =
            "{'type':'journal','event':{'id':'board:7f3a19c2:42','data':{'point':'door-1',"
                    + "'reader':'in','mono_us':2600,'verdict':'granted','reason':'OK'}}}";
    private static final String RELAY =
            "{'type':'line','line':'lock','level':1,'cause':'tap','mono_us':4000}";
    private static final String MESSAGE =
            "{'type':'mqtt','topic':'oc/v1/here/board/evt/door-1/tap','mono_us':9000,"
                    + "'payload':{'id':'board:7f3a19c2:42'}}";

    private final Anatomy anatomy = new Anatomy(place());

    @Test
    void everyStepHasItsTime() {
        for (var each : List.of(FIELD, SELECT, READ)) {
            assertEquals(List.of(), after(each));
        }
        assertEquals(
                "field 0-200, exchange 200-500, exchange 600-1000, decision 1000-1600",
                said(after(TAP)));
        assertEquals(
                "field 0-200, exchange 200-500, exchange 600-1000, decision 1000-1600,"
                        + " record 1600-3000, relay 3000-3000",
                said(after(RELAY)));
        assertEquals(
                "field 0-200, exchange 200-500, exchange 600-1000, decision 1000-1600,"
                        + " record 1600-3000, relay 3000-3000, publish 3000-8000",
                said(after(MESSAGE)));
    }

    @Test
    void itIsTheSameWhoeverTellsFirst() {
        for (var each : List.of(FIELD, SELECT, READ, MESSAGE, RELAY)) {
            assertEquals(List.of(), after(each));
        }
        assertTrue(said(after(TAP)).endsWith("relay 3000-3000, publish 3000-8000"));
    }

    @Test
    void howeverMuchHappensLaterItStays() {
        for (var each : List.of(FIELD, SELECT, READ, TAP, RELAY)) {
            after(each);
        }
        for (int i = 0; i < 600; i++) {
            assertEquals(List.of(), after(MESSAGE.replace(":42", ":" + (100 + i))));
        }
        assertEquals(
                "field 0-200, exchange 200-500, exchange 600-1000, decision 1000-1600,"
                        + " record 1600-3000, relay 3000-3000, publish 3000-8000",
                said(after(MESSAGE)));
    }

    /// A door opens after 50 ms without its record.
    @Test
    void aRelayThatWaitedNoLongerTellsNothingOfTheRecord() {
        after(FIELD);
        after(TAP);
        var late = RELAY.replace("'tap'", "'timer'").replace("4000", "52600");
        assertEquals("field 0-0, decision 0-1600, relay 1600-51600", said(after(late)));
        assertEquals(
                "field 0-0, decision 0-1600, record 1600-79000, relay 1600-51600,"
                        + " publish 79000-79000",
                said(after(MESSAGE.replace("9000", "80000"))));
    }

    @Test
    void aRelayThatCameJustBeforeDoes() {
        after(FIELD);
        after(TAP);
        assertEquals(
                "field 0-0, decision 0-1600, record 1600-51599, relay 51599-51599",
                said(after(RELAY.replace("4000", "52599"))));
    }

    @Test
    void whatBelongsToSomebodyElseIsNotTakenFor() {
        after(FIELD);
        after(TAP);
        assertEquals(List.of(), after(RELAY.replace("lock", "other")));
        assertEquals(List.of(), after(RELAY.replace("'tap'", "'exit_button'")));
        assertEquals(List.of(), after(RELAY.replace("'tap'", "'timer'"))); // too soon for its wait
        assertEquals(List.of(), after(RELAY.replace("4000", "900")));
        assertEquals(List.of(), after(MESSAGE.replace(":42", ":43")));
        assertEquals(List.of(), after(FIELD.replace("'in'", "'out'")));
    }

    @Test
    void whoeverIsRefusedOpensNothing() {
        after(FIELD);
        after(TAP.replace("granted", "refused"));
        assertEquals(List.of(), after(RELAY));
    }

    @Test
    void aCardThatCameLaterIsOfTheNextTap() {
        after(FIELD);
        after(FIELD.replace("true", "false").replace("1000", "1200"));
        after(FIELD.replace("1000", "2500"));
        assertEquals("field 0-0, decision 0-100", said(after(TAP)));
        assertEquals(List.of(), after(FIELD.replace("1000", "2700")));
    }

    @Test
    void aCodeHasNoField() {
        assertEquals("decision 0-0", said(after(TAP)));
    }

    @Test
    void everyStepIsSaidInBothLanguages() {
        after(FIELD);
        for (var each : after(TAP).getFirst().array("steps").orElseThrow().items()) {
            var step = assertInstanceOf(Json.Obj.class, each);
            assertTrue(step.text("zh").isPresent() && step.text("en").isPresent(), step::toString);
        }
    }

    private List<Json.Obj> after(String happening) {
        return anatomy.after(JsonReader.object(happening.replace('\'', '"')).orElseThrow());
    }

    private static String said(List<Json.Obj> anatomies) {
        assertEquals(1, anatomies.size());
        return anatomies.getFirst().array("steps").orElseThrow().items().stream()
                .map(Json.Obj.class::cast)
                .map(
                        step ->
                                step.text("what").orElseThrow()
                                        + " "
                                        + step.number("from_us").orElseThrow()
                                        + "-"
                                        + step.number("to_us").orElseThrow())
                .collect(Collectors.joining(", "));
    }

    private static Place place() {
        var site =
                """
                onecard: 1
                site: here
                device: board
                timezone: Asia/Shanghai
                board:
                  gpio: { chip: sim }
                  readers: { in: { sim: true } }
                  relays: { lock: { sim: true } }
                points:
                  - { id: door-1, profile: door, in: { reader: in, relay: lock }, lists: [staff], journal_full: refuse }
                lists: { staff: {} }
                uplink: { url: "mqtt://127.0.0.1" }
                keys: { site: { generate: true } }
                """;
        var read = SiteFile.read(site);
        var good = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString);
        return new Place(good.profile(), Map.of());
    }
}
