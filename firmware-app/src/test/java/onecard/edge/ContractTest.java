package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.CredentialKind;
import onecard.access.Reason;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.JsonReader;
import onecard.edge.store.journal.EventKind;
import onecard.edge.uplink.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract's documents agree with each other and with the code.
class ContractTest {

    private final ContractValidator validator = new ContractValidator();

    static List<Path> examples() throws IOException {
        try (var files = Files.list(ContractValidator.CONTRACT.resolve("examples"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAllowedByItsSchema(Path example) throws IOException {
        assertEquals(
                Optional.empty(),
                validator.objectionBySchema(schema(example), Files.readString(example)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleWithAStrangeOrMissingFieldIsRefused(Path example) throws IOException {
        var whole = ContractValidator.read(Files.readString(example));
        var good = (ObjectNode) (whole.isArray() ? whole.get(0) : whole);
        if (schema(example).equals("metrics")) {
            return;
        }
        assertTrue(
                validator
                        .objectionBySchema(
                                schema(example), as(whole, good.deepCopy().put("strange", 1)))
                        .isPresent());
        for (var field : List.of("id", "data", "state", "device_key", "sig", "token")) {
            if (good.has(field)) {
                var poorer = good.deepCopy();
                poorer.remove(field);
                assertTrue(
                        validator.objectionBySchema(schema(example), as(whole, poorer)).isPresent(),
                        field);
            }
        }
    }

    /// Its name is the hash of its bytes; but for blanks an example shows them as they are.
    @ParameterizedTest
    @MethodSource("buckets")
    void aBucketIsShownInCanonicalForm(Path example) throws IOException {
        var text = Files.readString(example);
        var canonical = JsonReader.array(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertEquals(
                Canonical.text(canonical),
                text.replaceAll("\\s*\n\\s*", "").replace("\": ", "\":"));
    }

    static List<Path> buckets() throws IOException {
        return examples().stream()
                .filter(it -> it.getFileName().toString().startsWith("list-bucket."))
                .toList();
    }

    /// A list's bucket is an array of what an example shows.
    private static String as(JsonNode whole, ObjectNode one) {
        return whole.isArray() ? "[" + one + "]" : one.toString();
    }

    /// Wherever one may stand, each may: whoever is answered by a new one is answered by the book.
    /// Only what a device records of a command that it never did is some of them.
    @Test
    void theReasonsOfTheSchemasAreThoseOfTheCode() throws IOException {
        var known = Stream.of(Reason.values()).map(Reason::name).toList();
        var whole = new ArrayList<String>();
        var some = new ArrayList<String>();
        try (var files = Files.list(ContractValidator.CONTRACT.resolve("schemas"))) {
            for (var file : files.sorted().toList()) {
                for (var among :
                        ContractValidator.read(Files.readString(file)).findValues("enum")) {
                    var names = new ArrayList<String>();
                    among.forEach(name -> names.add(name.asText()));
                    if (names.contains(Reason.NOT_ALLOWED.name())) {
                        assertTrue(known.containsAll(names), file + " " + names);
                        (names.equals(known) ? whole : some).add(file.getFileName().toString());
                    }
                }
            }
        }

        var event = "event.schema.json";
        assertEquals(List.of(event, event, event, "response.schema.json"), whole);
        assertEquals(List.of(event), some);
    }

    @Test
    void everyKindOfEventHasAPurposeAndAClassOfRetention() throws IOException {
        var schema =
                ContractValidator.read(
                        Files.readString(
                                ContractValidator.CONTRACT
                                        .resolve("schemas")
                                        .resolve("event.schema.json")));
        var purposes = Set.of("access", "payment", "attendance", "security", "operation");
        var classes = schema.get("x-retention-classes");
        for (var kind : EventKind.values()) {
            var purpose = schema.get("x-purposes").path(kind.wire());
            purpose.forEach(each -> assertTrue(purposes.contains(each.asText()), kind.wire()));
            assertTrue(purpose.isObject() || purposes.contains(purpose.asText()), kind.wire());
            assertTrue(classes.has(schema.get("x-retention").path(kind.wire()).asText()));
        }
        var tap = schema.get("oneOf").get(0).get("properties").get("data").get("properties");
        for (var scene : tap.get("scene").get("enum")) {
            assertTrue(schema.get("x-purposes").get("tap").has(scene.asText()), scene.asText());
        }
        for (var branch : schema.get("oneOf")) {
            var type = branch.get("properties").get("type").get("const").asText();
            assertTrue(schema.get("x-retention").has(type.replaceAll("onecard.|.v1", "")), type);
        }
        for (var kind : schema.get("x-consent").get("credential.kind")) {
            assertTrue(CredentialKind.ofWire(kind.asText()).isPresent(), kind.asText());
        }
    }

    @Test
    void everyTopicTheCodeCanNameHasAChannel() throws IOException {
        var yaml =
                new ObjectMapper(new YAMLFactory())
                        .readTree(
                                Files.readString(
                                        ContractValidator.CONTRACT.resolve("asyncapi.yaml")));
        var addresses = new HashSet<String>();
        yaml.get("channels").forEach(channel -> addresses.add(address(channel)));
        var topics = new Topics("s", "d");
        var named =
                Set.of(
                        topics.status(),
                        topics.birth(),
                        topics.metrics(),
                        topics.ack(),
                        topics.configDesired(),
                        topics.configReported(),
                        topics.updateDesired(),
                        topics.updateReported(),
                        topics.command("v"),
                        topics.response("i"),
                        topics.deny(),
                        topics.homeAssistant(),
                        topics.visits(),
                        topics.listHead("l"),
                        topics.listBucket("l", "h"),
                        topics.attendance("m", Optional.empty(), "0"),
                        topics.event("p", EventKind.TAP.wire()).replace("tap", "k"));

        assertEquals(named, addresses);
        yaml.get("channels")
                .forEach(
                        channel ->
                                channel.get("messages")
                                        .forEach(
                                                message ->
                                                        assertTrue(
                                                                Files.exists(
                                                                        ContractValidator.CONTRACT
                                                                                .resolve(
                                                                                        message.get(
                                                                                                        "payload")
                                                                                                .get(
                                                                                                        "$ref")
                                                                                                .asText())))));
    }

    private static String address(JsonNode channel) {
        return channel.get("address")
                .asText()
                .replace("{site}", "s")
                .replace("{device}", "d")
                .replace("{point}", "p")
                .replace("{kind}", "k")
                .replace("{verb}", "v")
                .replace("{id}", "i")
                .replace("{name}", "l")
                .replace("{meeting}", "m")
                .replace("{part}", "0")
                .replace("{sha256}", "h");
    }

    private static String schema(Path example) {
        return example.getFileName().toString().replaceFirst("\\..*", "");
    }
}
