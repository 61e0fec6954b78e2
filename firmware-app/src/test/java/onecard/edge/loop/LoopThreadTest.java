package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import onecard.access.Direction;
import onecard.access.Memory;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.watch.Metrics;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

class LoopThreadTest {

    private static final Moment NOW =
            new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);

    /// Who was there before the end was wished is heard.
    @Test
    void itEndsOnceNothingWaitsToBeHeard() throws Exception {
        var inbox = new Inbox();
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        var loop =
                new EdgeLoop(
                        List.of(),
                        Memory.EMPTY,
                        new Prompts(),
                        Orders.NONE,
                        _ -> {},
                        new Metrics());
        try (var thread =
                new LoopThread(
                        loop,
                        inbox,
                        () -> NOW,
                        new Metrics(),
                        bug -> {
                            throw new AssertionError(bug);
                        })) {
            for (int i = 1; i <= 3; i++) {
                var release = new Command.Act.Release(Direction.IN);
                var command = new Command("command-" + i, "nowhere", release, "local:guard");
                inbox.offer(new Stimulus.Commanded(command, answers::add));
            }
            thread.endWhen(() -> true, Duration.ofNanos(1)); // it has not begun to turn
            thread.start();
            thread.endWhen(() -> true, Duration.ZERO);
            assertEquals(
                    List.of("command-1", "command-2", "command-3"),
                    answers.stream().map(Answer::id).toList());
        }
    }
}
