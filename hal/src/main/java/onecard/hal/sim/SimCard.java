package onecard.hal.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.hal.Face;

/// A card made of bytes: answers commands as the real one would, over any channel. Synthetic data
/// only. A command that could harm a citizen's card is remembered, so that a test can fail on it.
///
/// In the field it answers at once, as T=CL does; in a slot as T=0 does: `61xx` and GET RESPONSE,
/// `6Cxx` for a length that is not the right one. Used by one thread at a time.
public final class SimCard {

    private static final HexFormat HEX = HexFormat.of();
    private static final String SSSE = "7378312e73682ec9e7bbe1b1a3d5cf";
    private static final String TUNION = "a000000632010105";
    private static final String CITY_UNION = "a00000000386980701";
    private static final String PPSE = "325041592e5359532e4444463031";
    private static final String PSE = "315041592e5359532e4444463031";
    private static final int ISSUER_FILE = 0xEF05;
    private static final int HOLDER_FILE = 0xEF06;
    private static final int TRANSIT_FILE = 0x15;

    /// @param reveals what SELECT tells of it
    /// @param records by file and number
    /// @param closed files that want a key first
    /// @param binaries by short file id
    private record Application(
            String reveals,
            Map<Integer, Map<Integer, String>> records,
            List<Integer> closed,
            Map<Integer, String> binaries) {

        static Application empty(String reveals) {
            return new Application(reveals, Map.of(), List.of(), Map.of());
        }

        Application record(int file, int number, String hex) {
            var files = new HashMap<>(records);
            var all = new HashMap<>(files.getOrDefault(file, Map.of()));
            all.put(number, hex);
            files.put(file, all);
            return new Application(reveals, files, closed, binaries);
        }

        Application close(int file) {
            return new Application(reveals, records, List.of(file), binaries);
        }

        Application binary(int shortId, String hex) {
            return new Application(reveals, records, closed, Map.of(shortId, hex));
        }
    }

    /// What a card is, whatever happens to it.
    ///
    /// @param uid what the reader answers for it
    /// @param slotAtr the answer to reset by its contacts
    /// @param fieldAtr the answer to reset in the field
    /// @param idSerial of a resident ID card; empty: it is none
    private record Body(
            String uid,
            String slotAtr,
            String fieldAtr,
            Map<String, Application> applications,
            String idSerial) {

        Body with(String name, Application application) {
            var all = new HashMap<>(applications);
            all.put(name, application);
            return new Body(uid, slotAtr, fieldAtr, all, idSerial);
        }
    }

    private final Body body;
    private final Face face;
    private final Optional<SimFault> fault;
    private final List<String> harmful = new ArrayList<>();
    private Optional<Application> selected = Optional.empty();
    private int file;
    private byte[] waiting = new byte[0];
    private int commands;

    private SimCard(Body body, Face face, Optional<SimFault> fault) {
        this.body = body;
        this.face = face;
        this.fault = fault;
    }

    private static SimCard of(Body body) {
        return new SimCard(body, Face.CONTACTLESS, Optional.empty());
    }

    /// A plain contactless card.
    ///
    /// @param uid 8, 14 or 20 hex digits
    public static SimCard plain(String uid) {
        return of(new Body(uid, "3b00", "3b8f8001804f0ca000000306030001000000006a", Map.of(), ""));
    }

    /// A social security card of version 1.00, 2.00 or 3.00.
    ///
    /// @param code card identification code, 32 hex digits
    /// @param generation 1 to 3
    /// @param expires YYYYMMDD; absent: the card does not say
    public static SimCard socialSecurity(String code, int generation, Optional<String> expires) {
        var algorithm =
                switch (generation) {
                    case 1 -> "";
                    case 2 -> "9f0c8601";
                    default -> "9f0c8603";
                };
        var application =
                Application.empty("840f" + SSSE + algorithm)
                        .record(ISSUER_FILE, 1, "0110" + code)
                        .record(ISSUER_FILE, 2, "020133")
                        .record(ISSUER_FILE, 3, tagged(3, generation + ".00"));
        if (expires.isPresent()) {
            application = application.record(ISSUER_FILE, 6, "0604" + expires.get());
        }
        var tail = code.substring(16);
        var slotAtr =
                "3b6d0000" + "008154445886" + "38" + code.substring(0, 6) + tail.substring(2, 8);
        return of(
                new Body(
                        "08112233",
                        slotAtr,
                        "3b888001000000000000000009",
                        Map.of(SSSE, generation < 3 ? application : application.close(HOLDER_FILE)),
                        ""));
    }

    /// A T-Union card.
    ///
    /// @param serial 19 digits
    /// @param until YYYYMMDD
    public static SimCard tunion(String serial, String until) {
        return transit(TUNION, serial, until);
    }

    /// A City Union card; see [#tunion].
    public static SimCard cityUnion(String serial, String until) {
        return transit(CITY_UNION, serial, until);
    }

    private static SimCard transit(String name, String serial, String until) {
        var file =
                "0001" + "01563425" + "00".repeat(4) + "0" + serial + "20200101" + until + "0000";
        return smart(Map.of(name, Application.empty("").binary(TRANSIT_FILE, file)));
    }

    /// A bank card: its directory, and nothing to read.
    public static SimCard bank() {
        return smart(Map.of(PPSE, Application.empty("6f00"), PSE, Application.empty("6f00")));
    }

    private static SimCard smart(Map<String, Application> applications) {
        return of(
                new Body(
                        "04112233445566",
                        "3b6d00000031c0716686" + "00112233445566",
                        "3b8d80010031c0716686001122334455661b",
                        applications,
                        ""));
    }

    /// A resident ID card, type B.
    ///
    /// @param serial 16 hex digits
    public static SimCard idCard(String serial) {
        return of(new Body("00000000", "3b00", "3b88800100000000d103860558", Map.of(), serial));
    }

    /// The same card by its contacts, or in the field.
    public SimCard through(Face side) {
        return new SimCard(body, side, fault);
    }

    public SimCard failing(SimFault wrong) {
        return new SimCard(body, face, Optional.of(wrong));
    }

    /// With another card's applications on it too.
    public SimCard and(SimCard other) {
        var both = body;
        for (var application : other.body.applications().entrySet()) {
            both = both.with(application.getKey(), application.getValue());
        }
        return new SimCard(both, face, fault);
    }

    /// A social security card whose holder's file names a citizen; closed on a third generation.
    ///
    /// @param number as written, 18 characters
    public SimCard holder(String number) {
        return record(HOLDER_FILE, 1, tagged(8, number));
    }

    /// A social security card with a record written anew, as a province or a slip may do it.
    ///
    /// @param hex tag, length and value
    public SimCard record(int ofFile, int number, String hex) {
        var application = body.applications().get(SSSE);
        if (application == null) {
            throw new IllegalStateException("only a social security card has records");
        }
        return new SimCard(body.with(SSSE, application.record(ofFile, number, hex)), face, fault);
    }

    /// A social security card that reveals other bytes on SELECT.
    public SimCard revealing(String hex) {
        var application = body.applications().get(SSSE);
        if (application == null) {
            throw new IllegalStateException("only a social security card reveals anything");
        }
        return new SimCard(
                body.with(
                        SSSE,
                        new Application(
                                hex,
                                application.records(),
                                application.closed(),
                                application.binaries())),
                face,
                fault);
    }

    public byte[] atr() {
        return HEX.parseHex(
                switch (face) {
                    case CONTACTLESS -> body.fieldAtr();
                    case CONTACT -> body.slotAtr();
                });
    }

    /// What the card answers; data and two status bytes.
    public byte[] answer(byte[] command) {
        var honest = honest(command);
        int number = commands++;
        if (fault.isEmpty()) {
            return honest;
        }
        return switch (fault.get()) {
            case SimFault.WrongStatus(var at, var status) -> number == at ? status(status) : honest;
            case SimFault.WrongLength(var at, var bytes) -> {
                if (number != at) {
                    yield honest;
                }
                var wrong = Arrays.copyOf(Arrays.copyOf(honest, honest.length - 2), bytes + 2);
                System.arraycopy(honest, honest.length - 2, wrong, bytes, 2);
                yield wrong;
            }
            case SimFault.EndlessMore(var from) -> number >= from ? status(0x6110) : honest;
        };
    }

    private byte[] honest(byte[] command) {
        if (command.length < 4) {
            return status(0x6700);
        }
        int cla = command[0] & 0xff;
        int ins = command[1] & 0xff;
        if (cla == 0xff && ins == 0xca) {
            return face == Face.CONTACTLESS ? ok(HEX.parseHex(body.uid())) : status(0x6A81);
        }
        if (!body.idSerial().isEmpty()) {
            return ins == 0x36 ? ok(HEX.parseHex(body.idSerial())) : status(0x6D00);
        }
        return switch (ins) {
            case 0xA4 -> select(command);
            case 0xB0 -> binary(command);
            case 0xB2 -> record(command);
            case 0xC0 -> waiting.length > 0 ? sized(waiting, command) : status(0x6985);
            case 0x20, 0x24, 0xA8, 0xD6, 0xDC, 0x50, 0x54, 0x82 -> {
                harmful.add(HEX.formatHex(command, 0, 4));
                yield status(0x6985);
            }
            default -> status(0x6D00);
        };
    }

    /// Power went: selections are forgotten.
    public void reset() {
        selected = Optional.empty();
        file = 0;
        waiting = new byte[0];
        commands = 0;
    }

    /// Commands it should never have been sent, first four bytes each.
    public List<String> harmful() {
        return List.copyOf(harmful);
    }

    private byte[] select(byte[] command) {
        int length = command.length > 4 ? command[4] & 0xff : 0;
        if (command.length < 5 + length) {
            return status(0x6700);
        }
        var name = HEX.formatHex(command, 5, 5 + length);
        if (command[2] == 0x04) {
            selected = Optional.ofNullable(body.applications().get(name));
            file = 0;
            return selected.map(found -> revealed(found, command, length)).orElse(status(0x6A82));
        }
        boolean found =
                length == 2
                        && selected.filter(
                                        application ->
                                                application
                                                        .records()
                                                        .containsKey(HexFormat.fromHexDigits(name)))
                                .isPresent();
        file = found ? HexFormat.fromHexDigits(name) : 0;
        return status(found ? 0x9000 : 0x6A82);
    }

    /// T=0 has no command with data and a length: what there is to tell waits.
    private byte[] revealed(Application application, byte[] command, int length) {
        waiting = HEX.parseHex(application.reveals());
        if (face == Face.CONTACT) {
            return status(waiting.length > 0 ? 0x6100 | waiting.length : 0x9000);
        }
        return command.length > 5 + length ? ok(waiting) : status(0x9000);
    }

    private byte[] record(byte[] command) {
        if (selected.isEmpty() || file == 0) {
            return status(0x6985);
        }
        if (selected.get().closed().contains(file)) {
            return status(0x6982);
        }
        var record = selected.get().records().getOrDefault(file, Map.of()).get(command[2] & 0xff);
        return record == null ? status(0x6A83) : sized(HEX.parseHex(record), command);
    }

    /// From the start of a file; fewer bytes than it holds are given as asked.
    private byte[] binary(byte[] command) {
        int shortId = command[2] & 0x1f;
        if (selected.isEmpty() || !selected.get().binaries().containsKey(shortId)) {
            return status(0x6A82);
        }
        var bytes = HEX.parseHex(selected.get().binaries().get(shortId));
        int wanted = command.length > 4 ? command[4] & 0xff : 0;
        return wanted > 0 && wanted < bytes.length
                ? ok(Arrays.copyOf(bytes, wanted))
                : sized(bytes, command);
    }

    /// The whole of it if that is what was asked for, else how long it is.
    private byte[] sized(byte[] bytes, byte[] command) {
        int wanted = command.length > 4 ? command[4] & 0xff : 0;
        boolean fits = wanted == bytes.length || wanted == 0 && face == Face.CONTACTLESS;
        return fits ? ok(bytes) : status(0x6C00 | bytes.length);
    }

    private static String tagged(int tag, String value) {
        var ascii = value.getBytes(StandardCharsets.US_ASCII);
        return "%02x%02x%s".formatted(tag, ascii.length, HEX.formatHex(ascii));
    }

    private static byte[] ok(byte[] data) {
        var answer = Arrays.copyOf(data, data.length + 2);
        answer[data.length] = (byte) 0x90;
        return answer;
    }

    private static byte[] status(int words) {
        return new byte[] {(byte) (words >> 8), (byte) words};
    }
}
