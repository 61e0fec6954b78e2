package onecard.hal.serial;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Made-up text blocks of every document; no person has these numbers.
final class IdText {

    /// The two examples printed in GB 11643.
    static final String NUMBER = "11010519491231002X";

    static final String OTHER_NUMBER = "440524188001010014";

    private final byte[] bytes = new byte[IdDocument.TEXT_BYTES];

    private IdText() {
        for (int at = 0; at < bytes.length; at += 2) {
            bytes[at] = ' ';
        }
    }

    static IdText citizen(String number) {
        return new IdText()
                .put(0, "测试甲")
                .put(30, "1")
                .put(32, "01")
                .put(36, number.substring(6, 14))
                .put(52, "某省某市某路一号")
                .put(122, number)
                .put(158, "某市公安局")
                .put(188, "20200102")
                .put(204, "20400102");
    }

    static IdText foreigner2017(String number) {
        return new IdText()
                .put(0, "TEST, PERSON")
                .put(120, "2")
                .put(122, number)
                .put(152, "XXX")
                .put(158, "测试乙")
                .put(188, "20180102")
                .put(204, "20280102")
                .put(220, "19800229")
                .put(236, "01")
                .put(240, "1234")
                .put(248, "I");
    }

    static IdText permit(String number) {
        return citizen(number).put(32, "  ").put(220, "T12345678").put(238, "01").put(248, "J");
    }

    static IdText foreigner2023(String number) {
        return citizen(number).put(32, "01").put(158, "     ").put(242, "840").put(248, "Y");
    }

    IdText put(int offset, String text) {
        var item = text.getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(item, 0, bytes, offset, item.length);
        return this;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// 17 digits and the character that belongs behind them, worked out by the weights that GB
    /// 11643 prints.
    static String numbered(String seventeen) {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += weights[i] * (seventeen.charAt(i) - '0');
        }
        return seventeen + "10X98765432".charAt(sum % 11);
    }

    /// What a module answers to a good read: lengths, text, photo.
    static byte[] baseInformation(byte[] text) {
        var body = new byte[3 + 4 + 256 + 1024];
        body[2] = (byte) 0x90;
        body[3] = 1;
        body[5] = 4;
        System.arraycopy(text, 0, body, 7, text.length);
        Arrays.fill(body, 7 + 256, body.length, (byte) 0x5A);
        return body;
    }
}
