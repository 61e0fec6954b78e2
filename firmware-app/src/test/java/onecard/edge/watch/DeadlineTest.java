package onecard.edge.watch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void whatIsNotOverInTimeIsToldWithItsLimit() throws Exception {
        var told = new CompletableFuture<Throwable>();
        try (var _ = new Deadline("the start", Duration.ZERO, told::complete)) {
            var why = told.get(30, TimeUnit.SECONDS).toString();
            assertTrue(why.endsWith(": the start was not over within 0 s"), why);
        }
    }
}
