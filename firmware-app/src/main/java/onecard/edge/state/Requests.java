package onecard.edge.state;

import java.util.Optional;
import onecard.edge.crypto.Json;

/// Everything that can be asked over the control socket.
public record Requests(ListCommands lists, LocalCommands commands) implements Control.Handler {

    @Override
    public Json.Obj answer(Json.Obj request, String user) {
        return request.text("do").equals(Optional.of(LocalCommands.DO))
                ? commands.answer(request, user)
                : lists.answer(request);
    }
}
