package onecard.hal.sim;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a software card holds, as hex digits, whatever happens to it: applications and files of
/// the kinds of cards that people carry. Every number is the caller's and made up.
///
/// @param uid what the reader answers for it
/// @param slotAtr the answer to reset by its contacts
/// @param fieldAtr the answer to reset in the field
/// @param applications by name
/// @param idSerial of a resident ID card; empty: it is none
record SimImage(
        String uid,
        String slotAtr,
        String fieldAtr,
        Map<String, Application> applications,
        String idSerial) {

    static final String SSSE = "7378312e73682ec9e7bbe1b1a3d5cf";
    static final String TUNION = "a000000632010105";
    static final String CITY_UNION = "a00000000386980701";
    private static final String PPSE = "325041592e5359532e4444463031";
    private static final String PSE = "315041592e5359532e4444463031";
    private static final int ISSUER_FILE = 0xEF05;
    private static final int HOLDER_FILE = 0xEF06;
    private static final int TRANSIT_FILE = 0x15;

    /// @param reveals what SELECT tells of it
    /// @param records by file and number
    /// @param closed files that want a key first
    /// @param binaries by short file id
    record Application(
            String reveals,
            Map<Integer, Map<Integer, String>> records,
            List<Integer> closed,
            Map<Integer, String> binaries) {

        static Application empty(String reveals) {
            return new Application(reveals, Map.of(), List.of(), Map.of());
        }

        Application revealing(String hex) {
            return new Application(hex, records, closed, binaries);
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
            var files = new HashMap<>(binaries);
            files.put(shortId, hex);
            return new Application(reveals, records, closed, files);
        }
    }

    SimImage with(String name, Application application) {
        var all = new HashMap<>(applications);
        all.put(name, application);
        return new SimImage(uid, slotAtr, fieldAtr, all, idSerial);
    }

    SimImage and(SimImage other) {
        var both = this;
        for (var application : other.applications.entrySet()) {
            both = both.with(application.getKey(), application.getValue());
        }
        return both;
    }

    /// The social security application, which alone is written anew.
    Application socialSecurity() {
        return Optional.ofNullable(applications.get(SSSE))
                .orElseThrow(() -> new IllegalStateException("no social security card"));
    }

    /// The card identification code, behind tag and length of its record; empty text if it has
    /// none.
    String code() {
        return Optional.ofNullable(applications.get(SSSE))
                .map(ssc -> ssc.records().get(ISSUER_FILE))
                .map(file -> file.get(1))
                .map(record -> record.substring(4))
                .orElse("");
    }

    SimImage holder(String number) {
        return with(SSSE, socialSecurity().record(HOLDER_FILE, 1, tagged(8, number)));
    }

    /// A storage card.
    static SimImage plain(String uid) {
        return new SimImage(uid, "3b00", "3b8f8001804f0ca000000306030001000000006a", Map.of(), "");
    }

    static SimImage socialSecurity(String code, int generation, Optional<String> expires) {
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
        // Chip, vendor, region and serial, the last two as in the code.
        var history = "008154445886" + "38" + code.substring(0, 6) + code.substring(18, 24);
        return new SimImage(
                "08112233",
                "3b6d0000" + history,
                field(history),
                Map.of(SSSE, generation < 3 ? application : application.close(HOLDER_FILE)),
                "");
    }

    /// The same historical bytes on both faces, and in the field a check byte.
    private static String field(String history) {
        var bytes = HexFormat.of().parseHex("8d8001" + history);
        int check = 0;
        for (byte each : bytes) {
            check ^= each;
        }
        return "3b8d8001%s%02x".formatted(history, check & 0xff);
    }

    static SimImage transit(String name, String serial, String until) {
        var file =
                "0001" + "01563425" + "00".repeat(4) + "0" + serial + "20200101" + until + "0000";
        return smart(Map.of(name, Application.empty("").binary(TRANSIT_FILE, file)));
    }

    static SimImage bank() {
        return smart(Map.of(PPSE, Application.empty("6f00"), PSE, Application.empty("6f00")));
    }

    /// Its ATQB, as a reader of type B cards shows it.
    static SimImage idCard(String serial) {
        return new SimImage("00000000", "3b00", "3b88800100000000d103860558", Map.of(), serial);
    }

    private static SimImage smart(Map<String, Application> applications) {
        return new SimImage(
                "04112233445566",
                "3b6d00000031c0716686" + "00112233445566",
                "3b8d80010031c0716686001122334455661b",
                applications,
                "");
    }

    private static String tagged(int tag, String value) {
        var ascii = value.getBytes(StandardCharsets.US_ASCII);
        return "%02x%02x%s".formatted(tag, ascii.length, HexFormat.of().formatHex(ascii));
    }
}
