package onecard.edge.init;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import onecard.edge.site.BoardFiles;
import onecard.site.Board;
import onecard.site.BoardModel;
import onecard.site.BoardModel.Pin;
import onecard.site.BoardModel.Pull;

/// Lines of a board that nothing else hangs on, the first of its header first.
record Pins(BoardModel model) {

    private static final String SIM_IS_NAMED_AS = "raspberry-pi-4";

    /// A simulated board has no pin that is pulled or spoken for, and the names of another: what is
    /// proposed for it is good on that one, too.
    static Pins of(String board) {
        return new Pins(BoardFiles.model(board.equals(Board.SIM) ? SIM_IS_NAMED_AS : board));
    }

    /// For a relay: nothing energises it before the daemon starts.
    ///
    /// @param taken lines already answered
    List<String> relays(boolean activeHigh, Collection<String> taken) {
        var wrong = activeHigh ? Pull.UP : Pull.DOWN;
        return free(taken).stream().filter(pin -> pin.pull() != wrong).map(Pin.Gpio::name).toList();
    }

    List<String> contacts(Collection<String> taken) {
        return free(taken).stream().map(Pin.Gpio::name).toList();
    }

    private List<Pin.Gpio> free(Collection<String> taken) {
        var gone = taken.stream().flatMap(name -> model.pin(name).stream()).toList();
        return IntStream.rangeClosed(1, model.pins().size())
                .filter(number -> !gone.contains(number))
                .mapToObj(model::at)
                .filter(Pin.Gpio.class::isInstance)
                .map(Pin.Gpio.class::cast)
                .filter(pin -> pin.use().isEmpty())
                .toList();
    }
}
