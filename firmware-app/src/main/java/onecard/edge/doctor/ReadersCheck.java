package onecard.edge.doctor;

import static onecard.edge.words.Message.MODULE_UNTRIED;
import static onecard.edge.words.Message.PCSC_GONE;
import static onecard.edge.words.Message.PCSC_GONE_NEXT;
import static onecard.edge.words.Message.PLATES_ANYBODY;
import static onecard.edge.words.Message.PLATES_ANYBODY_NEXT;
import static onecard.edge.words.Message.PLATES_LISTEN;
import static onecard.edge.words.Message.READER_FOUND;
import static onecard.edge.words.Message.READER_NONE;
import static onecard.edge.words.Message.READER_NONE_NEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import onecard.edge.lines.Slots;
import onecard.edge.watch.Device;
import onecard.hal.pcsc.PcscDriver;
import onecard.hal.pcsc.ReaderLook;
import onecard.hal.pcsc.SlotRole;
import onecard.site.Board;
import onecard.site.Board.ModuleSource;
import onecard.site.Board.ReaderSource;
import onecard.site.BodySensor;
import onecard.site.CodeScanner;
import onecard.site.PlateCamera;

/// Whatever reads, and the modules it asks: whether each is there, and how a daemon that runs finds
/// it. Takes none of them, so it may run beside the daemon.
public final class ReadersCheck {

    private final Look look;
    private final DeviceLook devices;
    private final List<Finding> findings = new ArrayList<>();

    /// What there is of PC/SC readers.
    @FunctionalInterface
    public interface Look {
        /// @param role which slot, where a reader with several fits; absent: any
        ReaderLook at(String pattern, Optional<SlotRole> role, PcscDriver driver);
    }

    /// @param look at the readers of this machine
    /// @param daemon that runs, and knows how they are
    public ReadersCheck(Look look, Optional<Running> daemon) {
        this.look = look;
        this.devices = new DeviceLook(daemon);
    }

    /// One finding a device, by name: readers, scanners, cameras, keypads, sensors, modules.
    public List<Finding> check(Board board) {
        each("board.readers.", board.readers(), this::reader);
        each("board.scanners.", board.scanners(), this::scanner);
        each("board.plates.", board.cameras(), this::camera);
        each("board.keypads.", board.keypads(), this::keypad);
        each("board.biometrics.", board.biometrics(), this::sensor);
        each("board.modules.", board.modules(), this::module);
        return List.copyOf(findings);
    }

    private static <T> void each(String group, Map<String, T> named, BiConsumer<String, T> check) {
        new TreeMap<>(named).forEach((name, device) -> check.accept(group + name, device));
    }

    private void reader(String part, Board.Reader reader) {
        add(
                Device.Kind.READER,
                switch (reader.source()) {
                    case ReaderSource.Pcsc(var pattern, var slot, var provider, _) ->
                            pcsc(part, pattern, Slots.role(slot), provider);
                    case ReaderSource.IdModule(var device, _) -> DeviceLook.device(part, device);
                    case ReaderSource.Sim() -> DeviceLook.simulated(part);
                });
    }

    private void scanner(String part, CodeScanner scanner) {
        add(
                Device.Kind.READER,
                switch (scanner.source()) {
                    case CodeScanner.Source.Serial(var device, _, _) ->
                            DeviceLook.device(part, device);
                    case CodeScanner.Source.Sim() -> DeviceLook.simulated(part);
                });
    }

    private void camera(String part, PlateCamera camera) {
        add(
                Device.Kind.READER,
                switch (camera.source()) {
                    case PlateCamera.Source.Http http -> pushed(part, http);
                    case PlateCamera.Source.Serial(var device, _) ->
                            DeviceLook.device(part, device);
                    case PlateCamera.Source.Sim() -> DeviceLook.simulated(part);
                });
    }

    /// Only a daemon that runs knows whether anything comes.
    private static Finding pushed(String part, PlateCamera.Source.Http http) {
        return http.secret().isPresent()
                ? new Finding.Ok(part, PLATES_LISTEN.with(http.listen() + http.path()))
                : new Finding.Warn(
                        part,
                        PLATES_ANYBODY.with(http.listen() + http.path()),
                        PLATES_ANYBODY_NEXT.with());
    }

    private void keypad(String part, Board.Keypad keypad) {
        add(
                Device.Kind.READER,
                switch (keypad) {
                    case Board.Keypad.Input(var device) -> DeviceLook.device(part, device);
                    case Board.Keypad.Sim() -> DeviceLook.simulated(part);
                });
    }

    private void sensor(String part, BodySensor sensor) {
        add(
                Device.Kind.READER,
                switch (sensor.source()) {
                    case BodySensor.Source.FingerModule module ->
                            DeviceLook.device(part, module.device());
                    case BodySensor.Source.VeinModule module ->
                            DeviceLook.device(part, module.device());
                    case BodySensor.Source.Directory directory ->
                            PicturesLook.directory(part, directory.path());
                    case BodySensor.Source.Sim() -> DeviceLook.simulated(part);
                });
    }

    private void module(String part, Board.Module module) {
        add(
                Device.Kind.MODULE,
                switch (module.source()) {
                    case ModuleSource.Slot(var pattern, var provider) ->
                            pcsc(part, pattern, Optional.of(SlotRole.SAM), provider);
                    case ModuleSource.Hsm(var host, var port, _) ->
                            new Finding.Ok(part, MODULE_UNTRIED.with(host + ":" + port));
                    case ModuleSource.TestKeys() -> DeviceLook.simulated(part);
                });
    }

    private void add(Device.Kind kind, Finding found) {
        findings.add(devices.judged(kind, found));
    }

    private Finding pcsc(
            String part, String pattern, Optional<SlotRole> role, Board.Provider provider) {
        return switch (look.at(pattern, role, Slots.driver(provider))) {
            case ReaderLook.Found(var reader) -> new Finding.Ok(part, READER_FOUND.with(reader));
            case ReaderLook.None(var others) ->
                    new Finding.Fail(
                            part,
                            READER_NONE.with(
                                    pattern, others.isEmpty() ? "-" : String.join(", ", others)),
                            READER_NONE_NEXT.with());
            case ReaderLook.NoService(var why) ->
                    new Finding.Fail(part, PCSC_GONE.with(why), PCSC_GONE_NEXT.with());
        };
    }
}
