package onecard.edge.doctor;

import static onecard.edge.words.Message.DEVICE_DENIED;
import static onecard.edge.words.Message.DEVICE_DENIED_NEXT;
import static onecard.edge.words.Message.DEVICE_FOUND;
import static onecard.edge.words.Message.DEVICE_LOST;
import static onecard.edge.words.Message.DEVICE_LOST_NEXT;
import static onecard.edge.words.Message.DEVICE_NONE;
import static onecard.edge.words.Message.DEVICE_NONE_NEXT;
import static onecard.edge.words.Message.DEVICE_SIMULATED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import onecard.edge.watch.Device;

/// Whether one device is there, and whether a daemon that runs finds it well.
///
/// @param daemon that runs, and knows how they are
record DeviceLook(Optional<Running> daemon) {

    /// What is there and does not answer is no better than what is not.
    Finding judged(Device.Kind kind, Finding found) {
        var name = found.part().substring(found.part().lastIndexOf('.') + 1);
        return daemon.filter(_ -> !(found instanceof Finding.Fail))
                .flatMap(running -> running.standing(kind, name))
                .filter(standing -> standing != Device.Standing.UP)
                .<Finding>map(
                        standing ->
                                new Finding.Fail(
                                        found.part(),
                                        DEVICE_LOST.with(standing.name().toLowerCase(Locale.ROOT)),
                                        DEVICE_LOST_NEXT.with()))
                .orElse(found);
    }

    static Finding device(String part, String device) {
        var path = Path.of(device);
        if (!Files.exists(path)) {
            return new Finding.Fail(part, DEVICE_NONE.with(device), DEVICE_NONE_NEXT.with());
        }
        return Files.isReadable(path)
                ? new Finding.Ok(part, DEVICE_FOUND.with(device))
                : new Finding.Fail(
                        part, DEVICE_DENIED.with(device), DEVICE_DENIED_NEXT.with(device));
    }

    static Finding simulated(String part) {
        return new Finding.Ok(part, DEVICE_SIMULATED.with());
    }
}
