package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.Presence;
import onecard.attendance.Result;
import onecard.attendance.Session;
import onecard.attendance.Sign;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// In which order it is told what this device has recorded.
class DeskNewsTest {

    private static final Instant NINE = Instant.parse("2026-11-28T01:00:00Z");
    private static final Session BOARD = Session.parse("board-7 2026-11-28").orElseThrow();

    private final List<String> told = new ArrayList<>();
    private final DeskNews news = new DeskNews();

    /// Until then nobody knows what is to stay there.
    @Test
    void whatTheBrokerKeepsIsJudgedOnceAllWasTold() {
        var sign = new Sign(NINE, true, Result.LATE, "a/b", Optional.empty(), Optional.empty());
        var own = Attendance.EMPTY.with(BOARD, new Token(1, 1), sign);
        news.publishTo(new Told());
        news.allOf(own);

        news.kept("first");
        assertEquals(List.of(), told);
        news.due(own, new Moment(new Mono(0), NINE, ClockTrust.SYNCED));
        news.kept("then");

        assertEquals(List.of("board-7 2026-11-28: 1", "all", "first", "then"), told);
    }

    private final class Told implements Desks.Publisher {
        @Override
        public void changed(Session session, Map<Token, Presence> people) {
            told.add(session + ": " + people.size());
        }

        @Override
        public void caughtUp() {
            told.add("all");
        }

        @Override
        public void kept(String topic) {
            told.add(topic);
        }
    }
}
