package onecard.hal.serial;

import java.nio.charset.StandardCharsets;
import onecard.hal.linux.DeviceException;

/// How a dialogue with a fingerprint module begins: its password, its parameters, its mark, its
/// name.
final class FingerGreeting {

    private static final int VERIFY_PASSWORD = 0x13;
    private static final int PRODUCT = 0x3C;

    private static final int WRONG_PASSWORD = 0x13;

    /// Of what the product says: model (16), batch (4), serial number (8), version of the hardware
    /// (2), sensor (8), width (2), height (2), size and number of templates (2, 2), reserved (4).
    private static final int PRODUCT_BYTES = 50;

    private FingerGreeting() {}

    /// Begins with a module that was just switched on, or was left at whatever it did.
    static FingerDialogue begin(FingerLine line, int password, FingerProfile profile)
            throws DeviceException {
        try {
            int code =
                    line.ask(
                                    Patience.OWN,
                                    0,
                                    VERIFY_PASSWORD,
                                    password >>> 24,
                                    password >>> 16,
                                    password >>> 8,
                                    password)[0];
            if (code == WRONG_PASSWORD) {
                throw line.failed("does not take the password");
            }
            if (code != FingerLine.OK) {
                throw line.failed("refuses with %02X".formatted(code));
            }
            var parameters = line.parameters(Patience.OWN);
            if (parameters.level() < profile.level()) {
                throw line.failed(
                        "is set to security level %d, which must be %d at least"
                                .formatted(parameters.level(), profile.level()));
            }
            var mark = FingerMark.read(line);
            return new FingerDialogue(line, profile, parameters, product(line, profile), mark);
        } catch (Ended _) {
            throw line.failed();
        }
    }

    /// Its own word for what it is; older modules do not know the question.
    private static String product(FingerLine line, FingerProfile profile) throws DeviceException {
        try {
            var said = line.ask(Patience.OWN, PRODUCT_BYTES, PRODUCT);
            if (said[0] != FingerLine.OK) {
                return profile.model();
            }
            int width = FingerFrame.number(said, 39);
            int height = FingerFrame.number(said, 41);
            if (profile.gives() instanceof FingerProfile.Gives.Picture picture
                    && width * height != 0
                    && (width != picture.width() || height != picture.height())) {
                throw line.failed(
                        "gives pictures of %d x %d, not of %d x %d"
                                .formatted(width, height, picture.width(), picture.height()));
            }
            var text = new String(said, 1, 16, StandardCharsets.US_ASCII);
            var name = text.replaceAll("[^!-~]", "");
            return name.isEmpty()
                    ? profile.model()
                    : "%s %d.%d".formatted(name, said[29], said[30]);
        } catch (Ended _) {
            return profile.model(); // and the next task settles the line
        }
    }
}
