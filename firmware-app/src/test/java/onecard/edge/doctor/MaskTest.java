package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "card 04a1b2c3 read | card <hex 1> read",
                "uid 04A1B2C3D4E5F6. | uid <hex 1>.",
                "04:a1:b2:c3 and 04 A1 B2 C3 | <hex 1> and <hex 1>",
                "at 14:45:20.311, 2026-11-30 | at 14:45:20.311, 2026-11-30",
                "id 11010519491231002X! | id <number 1>!",
                "phone 13800138000, port 8883 | phone <number 1>, port 8883",
                "plate 京A·12345 in, 粤B12345D out | plate <plate 1> in, <plate 2> out",
                "mqtts://op:hunter2@broker.example:8883 | mqtts://<masked>@broker.example:8883",
                "password: hunter2, next | password: <masked>, next",
                "'{\"token\":\"hunter2\"}' | '{\"token\":<masked>}'",
                "Authorization: Bearer hunter2 | Authorization: <masked> <masked>",
                "mqtt://op:p@ss/hunter2@broker:1883 up | mqtt://<masked>@broker:1883 up",
                "'\"http://a/b\",\"op@c\"' | '\"http://a/b\",\"op@c\"'",
                "http://a/b?access_token=hunter2 | http://a/b?access_token=<masked>",
                "client_secret=hunter2 mqttPassword: hunter2 | "
                        + "client_secret=<masked> mqttPassword: <masked>",
                "api-key: hunter2, user_pin=1234, spin: 3 | "
                        + "api-key: <masked>, user_pin=<masked>, spin: 3",
                "'{\"password\":\"a\\\"hunter2\",\"b\":1}' | '{\"password\":<masked>,\"b\":1}'",
                "uid 04-A1-B2-C3, then 04a1b2c3 | uid <hex 1>, then <hex 1>",
                "phone 138-0013-8000, 138 0013 8000 | phone <number 1>, <number 1>",
                "plate 京A 12345 in | plate <plate 1> in",
                "/dev/serial/by-id/usb-Silicon_Labs_CP2102_USB_to_UART_Bridge-if00 | "
                        + "/dev/serial/by-id/usb-Silicon_Labs_CP2102_USB_to_UART_Bridge-if00",
                "point door-1 of north-gate: released 5000 ms | "
                        + "point door-1 of north-gate: released 5000 ms",
            })
    void whatNamesOrOpensIsTakenOutAndNothingElse(String said, String masked) {
        assertEquals(masked, new Mask().text(said));
    }

    /// Within one archive, and in no other.
    @Test
    void theSameValueHasTheSameNumber() {
        var mask = new Mask();
        var text = "%s, %s, %s, %S".formatted(TOKEN, OTHER, TOKEN, TOKEN);
        assertEquals("<token 1>, <token 2>, <token 1>, <token 1>", mask.text(text));
        assertEquals("<token 2>", mask.text(OTHER));
        assertEquals("<token 1>", new Mask().text(OTHER));
    }

    @Test
    void privateKeysAndSignaturesGoAndPublicKeysStay() {
        var random = new Random(5);
        for (int i = 0; i < 200; i++) {
            var seed = new byte[32];
            random.nextBytes(seed);
            var key = SigningKey.ofSeed(seed);
            var signature = key.sign(Json.Obj.EMPTY);
            var secret = java.util.Base64.getEncoder().encodeToString(seed);
            var text =
                    new Mask().text("key " + key.publicText() + " sig " + signature + " " + secret);
            assertTrue(text.startsWith("key " + masked(key.publicText()) + " sig "), text);
            assertFalse(text.contains(signature.substring(0, 20)), text);
            assertFalse(text.contains(secret.substring(4, 20)), secret);
        }
        assertEquals(
                "a <key> b",
                new Mask()
                        .text(
                                "a -----BEGIN PRIVATE KEY-----\nMC4C\nAB\n-----END PRIVATE KEY----- b"));
        assertEquals("a <key>", new Mask().text("a -----BEGIN PRIVATE KEY-----\nMC4C"));
    }

    /// Eight hex digits may stand in one by chance.
    private static String masked(String publicText) {
        return new Mask().text(publicText);
    }

    /// Whatever stands in a log, at the length that is taken of it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab ",
                "ab:",
                "a",
                "0",
                "/",
                "/a",
                "-----BEGIN ",
                "://a",
                "password=",
                "京A1",
                "138 0013 ",
                "token=\"\\\"",
                "://a@",
                "\"",
                "token:\"",
                "<",
                "A-_/+",
                "x"
            })
    void anyTextIsMasked(String piece) {
        var text = piece.repeat(LogTail.BYTES_MAX / piece.length());
        assertFalse(new Mask().text(text).isEmpty());
    }

    @Test
    void aSecretInTheWrongPlaceOfASiteFileGoesToo() {
        var json =
                Json.Obj.EMPTY
                        .with("username", "op")
                        .with("password", "hunter2")
                        .with("site", "langxi-hall")
                        .with("key", Json.Obj.EMPTY.with("file", "/etc/onecard/mqtt.key"))
                        .with(TOKEN, Json.Arr.ofText(List.of(TOKEN, "west")));
        assertEquals(
                Json.Obj.EMPTY
                        .with("username", "<masked>")
                        .with("password", "<masked>")
                        .with("site", "langxi-hall")
                        .with("key", Json.Obj.EMPTY.with("file", "/etc/onecard/mqtt.key"))
                        .with("<token 1>", Json.Arr.ofText(List.of("<token 1>", "west"))),
                new Mask().json(json));
    }
}
