package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecard.hal.Algorithm;
import onecard.hal.SecurityModule.Key;
import onecard.hal.SecurityModule.Question;

/// Bodies of frames, under a right MAC: whoever holds the key may still say anything.
class HsmFrameFuzzTest {

    private static final byte[] KEY = new byte[HsmFrame.KEY_BYTES];
    private static final byte[] NONE = {};
    private static final Question QUESTION =
            new Question(new Key(8, 10), Algorithm.DES, List.of(new byte[8]), new byte[8]);

    @FuzzTest
    void aBodyIsWhatItSaysInOneFormOrNothing(byte[] body) {
        if (body.length > HsmFrame.BYTES_MAX) {
            return;
        }
        HsmFrame.request(framed(body, NONE), KEY)
                .ifPresent(request -> assertArrayEquals(body, request.body()));
        for (var question : List.of(Optional.of(QUESTION), Optional.<Question>empty())) {
            var request = new HsmFrame.Request(new byte[HsmFrame.ID_BYTES], question);
            HsmFrame.answer(framed(body, request.body()), request, KEY)
                    .ifPresent(
                            answer -> {
                                var again = HsmFrame.of(request, answer, KEY);
                                assertArrayEquals(
                                        framed(body, request.body()),
                                        Arrays.copyOfRange(again, 2, again.length));
                                assertEquals(again.length - 2, (again[0] << 8) + again[1]);
                            });
        }
        // Without the MAC it is nothing at all.
        assertTrue(HsmFrame.request(body, KEY).isEmpty());
    }

    private static byte[] framed(byte[] body, byte[] request) {
        var mac = HsmFrame.mac(KEY, request, body);
        var frame = Arrays.copyOf(body, body.length + mac.length);
        System.arraycopy(mac, 0, frame, body.length, mac.length);
        return frame;
    }
}
