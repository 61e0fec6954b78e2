package onecard.edge.entrance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.edge.crypto.SecretFile;
import onecard.edge.crypto.Secrets;
import onecard.edge.plates.HttpPlateSource;
import onecard.hal.PlateSource;
import onecard.hal.serial.SerialPlateSource;
import onecard.hal.sim.SimPlates;
import onecard.site.PlateCamera;

/// What the site file says of cameras that read plates, in the words of their drivers.
final class Cameras {

    private Cameras() {}

    /// Each by its name; none is opened yet.
    ///
    /// @param state the state directory
    static Map<String, PlateSource> of(
            Map<String, PlateCamera> board, Path state, LongSupplier nanos) throws IOException {
        var cameras = new HashMap<String, PlateSource>();
        for (var camera : board.entrySet()) {
            cameras.put(camera.getKey(), camera(camera.getKey(), camera.getValue(), state, nanos));
        }
        return cameras;
    }

    private static PlateSource camera(
            String name, PlateCamera camera, Path state, LongSupplier nanos) throws IOException {
        return switch (camera.source()) {
            case PlateCamera.Source.Http http ->
                    new HttpPlateSource(name, port(http, state), camera.silence(), nanos);
            case PlateCamera.Source.Serial(var device, var baud) ->
                    new SerialPlateSource(name, Path.of(device), baud, camera.silence(), nanos);
            case PlateCamera.Source.Sim() -> new SimPlates(name, nanos);
        };
    }

    private static HttpPlateSource.Port port(PlateCamera.Source.Http http, Path state)
            throws IOException {
        Optional<Supplier<byte[]>> secret = Optional.empty();
        if (http.secret().isPresent()) {
            SecretFile file = Secrets.file(http.secret().get(), state);
            secret = Optional.of(file::password);
        }
        int colon = http.listen().lastIndexOf(':');
        return new HttpPlateSource.Port(
                new InetSocketAddress(
                        http.listen().substring(0, colon),
                        Integer.parseInt(http.listen().substring(colon + 1))),
                http.path(),
                secret,
                http.plateKey(),
                http.confidenceKey());
    }
}
