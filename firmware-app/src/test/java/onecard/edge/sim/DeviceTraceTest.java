package onecard.edge.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.hal.DisplayText;
import onecard.hal.DisplayText.Amount;
import onecard.hal.DisplayText.Lamp;
import onecard.hal.Panel.Signal;
import onecard.hal.Sentence;
import onecard.hal.Sentence.Language;
import onecard.hal.sim.SimHappening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is written down of what simulated devices do.
class DeviceTraceTest {

    @TempDir Path dir;
    private long nanos = 1_234_000;

    @ParameterizedTest
    @MethodSource("happenings")
    void everythingThatHappensIsALine(SimHappening happening, String members) throws Exception {
        try (var trace = DeviceTrace.open(dir, () -> nanos)) {
            trace.saw("x", happening);
        }
        assertEquals(List.of("{" + members.replace('\'', '"') + "}"), lines());
    }

    static Stream<Arguments> happenings() {
        var yuan = Optional.of(new Amount(Lamp.TOTAL, "12.50"));
        return Stream.of(
                Arguments.of(
                        new SimHappening.Field(true),
                        "'device':'x','mono_us':1234,'on':true,'what':'field'"),
                Arguments.of(
                        new SimHappening.Exchange("00A40400", 0x9000, 23, 312_999),
                        "'bytes':23,'command':'00A40400','device':'x','mono_us':1234,"
                                + "'status':'9000','took_us':312,'what':'exchange'"),
                Arguments.of(
                        new SimHappening.Exchange("00", 0x0A0B, 0, 0),
                        "'bytes':0,'command':'00','device':'x','mono_us':1234,"
                                + "'status':'0A0B','took_us':0,'what':'exchange'"),
                Arguments.of(new SimHappening.Torn(), "'device':'x','mono_us':1234,'what':'torn'"),
                Arguments.of(
                        new SimHappening.Light(
                                "door-1", Optional.of("x"), Signal.GRANTED, "请通行", "Welcome"),
                        "'device':'x','en':'Welcome','mono_us':1234,'point':'door-1',"
                                + "'reader':'x','signal':'GRANTED','what':'light','zh':'请通行'"),
                Arguments.of(
                        new SimHappening.Light("x", Optional.empty(), Signal.HERE, "", ""),
                        "'device':'x','en':'','mono_us':1234,'point':'x',"
                                + "'signal':'HERE','what':'light','zh':''"),
                Arguments.of(
                        new SimHappening.Warning(false),
                        "'device':'x','mono_us':1234,'on':false,'what':'warn'"),
                Arguments.of(
                        new SimHappening.Glass(new DisplayText("To pay", "12.50", yuan)),
                        "'device':'x','figures':'12.50','lamp':'total',"
                                + "'lower':'12.50               ','mono_us':1234,"
                                + "'upper':'To pay              ','what':'glass'"),
                Arguments.of(
                        new SimHappening.Glass(DisplayText.of("\"\\", "")),
                        "'device':'x','lower':'                    ','mono_us':1234,"
                                + "'upper':'\\'\\\\                  ','what':'glass'"),
                Arguments.of(
                        new SimHappening.Said(new Sentence(Language.ZH, List.of("请付款", "十二元五角"))),
                        "'device':'x','language':'zh','mono_us':1234,"
                                + "'prompts':['请付款','十二元五角'],'what':'said'"),
                Arguments.of(
                        new SimHappening.Printed("✂"),
                        "'device':'x','line':'✂','mono_us':1234,'what':'printed'"),
                Arguments.of(
                        new SimHappening.Asked("verify"),
                        "'asked':'verify','device':'x','mono_us':1234,'what':'looked'"),
                Arguments.of(
                        new SimHappening.Answered("same"),
                        "'answered':'same','device':'x','mono_us':1234,'what':'looked'"));
    }

    @Test
    void aStartTruncatesNothing() throws Exception {
        for (int start = 0; start < 3; start++) {
            try (var trace = DeviceTrace.open(dir, () -> nanos)) {
                trace.saw("in", new SimHappening.Torn());
            }
        }
        assertEquals(3, lines().size());
    }

    /// Also one that is written for a month, without another start.
    @Test
    void whatIsTooLargeBeginsAnewWithTheNextLine() throws Exception {
        long most = DeviceTrace.BYTES_MAX;
        try (var trace = DeviceTrace.open(dir, () -> nanos)) {
            trace.saw("in", new SimHappening.Torn());
        }
        int line = Math.toIntExact(Files.size(file()));
        size(most + 1 - line);
        try (var trace = DeviceTrace.open(dir, () -> nanos)) {
            trace.saw("in", new SimHappening.Torn());
            assertEquals(most + 1, Files.size(file()));
            trace.saw("in", new SimHappening.Torn());
            assertEquals(line, Files.size(file()));
            trace.saw("in", new SimHappening.Torn());
            assertEquals(2 * line, Files.size(file()));
        }
        assertEquals(2, lines().size());
        size(most + 1);
        try (var trace = DeviceTrace.open(dir, () -> nanos)) {
            trace.saw("in", new SimHappening.Torn());
        }
        assertEquals(1, lines().size());
    }

    private void size(long bytes) throws Exception {
        try (var file = new RandomAccessFile(file().toFile(), "rw")) {
            file.setLength(bytes);
        }
    }

    @Test
    void whatHappensAfterTheEndIsNotWritten() throws Exception {
        var trace = DeviceTrace.open(dir, () -> nanos);
        trace.close();
        trace.saw("in", new SimHappening.Torn());
        assertEquals(List.of(), lines());
    }

    /// A full disk keeps no device from what it does.
    @Test
    void whatCannotBeWrittenHappensAllTheSame() throws Exception {
        Files.createSymbolicLink(file(), Path.of("/dev/full"));
        try (var trace = DeviceTrace.open(dir, () -> nanos)) {
            trace.saw("in", new SimHappening.Torn());
            trace.saw("in", new SimHappening.Torn());
        }
        assertFalse(Files.isRegularFile(file()));
    }

    private Path file() {
        return dir.resolve("devices.trace");
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(file());
    }
}
