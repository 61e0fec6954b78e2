package onecard.site;

import java.time.Duration;
import java.util.Optional;

/// A camera of the board that reads plates of vehicles.
///
/// @param silence one that says nothing for so long is lost
/// @param away a plate that was not read for so long is shown anew
public record PlateCamera(Source source, Duration silence, Duration away) {

    /// How it tells what it reads.
    public sealed interface Source {

        /// It pushes plates by HTTP.
        ///
        /// @param listen `host:port` of this board
        /// @param secret that it must know; absent: whoever reaches that address may push
        /// @param plateKey the member that holds the plate
        /// @param confidenceKey the member that holds how sure it is, in percent
        record Http(
                String listen,
                String path,
                Optional<Secret> secret,
                String plateKey,
                String confidenceKey)
                implements Source {

            /// Whether nobody but this board reaches it.
            public boolean isLoopback() {
                return listen.matches("(127\\.[0-9.]+|localhost|\\[::1]):[0-9]+");
            }
        }

        /// @param device a path that survives re-plugging
        record Serial(String device, int baud) implements Source {}

        record Sim() implements Source {}
    }
}
