package onecard.hal.purse;

import java.util.HexFormat;

/// Where on a card its purse is: the issuer's choice, so it is data.
///
/// @param name by which it is selected, 5 to 16 bytes as hex
/// @param numberFile short id, 1 to 30, of the file that holds the purse's number from byte 10 on
/// (JR/T 0025, part 1: the public application data)
/// @param keyIndex of the purchase key, 0 to 255
public record PurseApplication(String name, int numberFile, int keyIndex) {

    /// City Union (城市一卡通互联互通), by which JR/T 0025 names its own purse.
    public static final PurseApplication CITY_UNION =
            new PurseApplication("a00000000386980701", 0x15, 1);

    public PurseApplication {
        if (!name.matches("([0-9a-f]{2}){5,16}")) {
            throw new IllegalArgumentException("a name must be 5 to 16 bytes, but was " + name);
        }
        if (numberFile < 1 || numberFile > 30 || keyIndex < 0 || keyIndex > 255) {
            throw new IllegalArgumentException(
                    "a file must be 1..30 and a key 0..255, but was "
                            + numberFile
                            + ", "
                            + keyIndex);
        }
    }

    byte[] nameBytes() {
        return HexFormat.of().parseHex(name);
    }
}
