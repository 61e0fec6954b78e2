package onecard.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Holds a message against the contract's schema for its topic.
public final class ContractValidator {

    static final Path CONTRACT = Path.of("src", "main", "resources", "contract");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonSchema> schemas = new HashMap<>();

    public ContractValidator() {
        var usual = JsonMetaSchema.getV202012();
        var ours =
                JsonMetaSchema.builder(usual.getIri(), usual)
                        .keywords(
                                Stream.of(
                                                "x-purposes",
                                                "x-retention",
                                                "x-retention-classes",
                                                "x-consent")
                                        .map(NonValidationKeyword::new)
                                        .toList())
                        .build();
        var factory =
                JsonSchemaFactory.builder(
                                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
                        .metaSchema(ours)
                        .build();
        for (var name :
                List.of(
                        "event",
                        "status",
                        "birth",
                        "metrics",
                        "ack",
                        "config-desired",
                        "config-reported",
                        "update-desired",
                        "update-reported",
                        "command",
                        "response",
                        "deny",
                        "list-head",
                        "list-bucket",
                        "home-assistant",
                        "attendance",
                        "visits")) {
            try {
                var file = CONTRACT.resolve("schemas").resolve(name + ".schema.json");
                schemas.put(name, factory.getSchema(Files.readString(file)));
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
        }
    }

    /// What is wrong; empty if the contract allows the message on that topic.
    public Optional<String> objection(String topic, String payload) {
        return objectionBySchema(schema(topic), payload);
    }

    private static String schema(String topic) {
        var levels = topic.split("/");
        if (levels[0].equals("homeassistant")) {
            return "home-assistant";
        }
        if (levels[3].equals("deny")) {
            return "deny";
        }
        if (levels[3].equals("list")) {
            return "list-" + levels[5];
        }
        return switch (levels[4]) {
            case "evt" -> "event";
            case "cfg" -> "config-" + levels[5];
            case "update" -> "update-" + levels[5];
            case "cmd" -> "command";
            case "rsp" -> "response";
            default -> levels[4];
        };
    }

    public Optional<String> objectionBySchema(String name, String payload) {
        var schema = schemas.get(name);
        if (schema == null) {
            return Optional.of("no schema for " + name);
        }
        var errors = schema.validate(read(payload));
        return errors.isEmpty() ? Optional.empty() : Optional.of(errors + " in " + payload);
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException bad) {
            throw new AssertionError("not JSON: " + json, bad);
        }
    }
}
