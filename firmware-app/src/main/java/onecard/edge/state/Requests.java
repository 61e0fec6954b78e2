package onecard.edge.state;

import onecard.edge.crypto.Json;

/// Everything that can be asked over the control socket.
public record Requests(
        ListCommands lists,
        LocalCommands commands,
        HealthRequest health,
        LeaveRequest leave,
        TraceRequest trace,
        VaultRequest vault)
        implements Control.Handler {

    @Override
    public Json.Obj answer(Json.Obj request, String user) {
        return switch (request.text("do").orElse("")) {
            case LocalCommands.DO -> commands.answer(request, user);
            case HealthRequest.DO -> health.answer();
            case HealthRequest.DO_METRICS -> health.metrics();
            case LeaveRequest.DO -> leave.answer(request);
            case TraceRequest.DO -> trace.answer(request, user);
            case VaultRequest.DO -> vault.answer(request, user);
            default -> lists.answer(request);
        };
    }
}
