package onecard.edge.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import onecard.access.Token;
import onecard.attendance.Presence;
import onecard.attendance.Session;
import onecard.attendance.Sign;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.Attendances;
import onecard.edge.words.Message;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `attendance`: who attended, from the journal, with or without a daemon beside.
@Command(name = "attendance", mixinStandardHelpOptions = true)
public final class AttendanceCommand implements Callable<Integer> {

    private final Console console;

    private AttendanceCommand(Console console) {
        this.console = console;
    }

    /// The command with its own commands.
    public static CommandLine line(Console console) {
        return new CommandLine(new AttendanceCommand(console)).addSubcommand(new Export(console));
    }

    @Override
    public Integer call() {
        return console.needsCommand("onecard attendance");
    }

    /// One line a person, sorted by when they came: RFC 4180, UTF-8, tokens and never a name.
    @Command(name = "export", mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {

        private static final List<String> HEADER =
                List.of(
                        "meeting",
                        "date",
                        "person",
                        "result",
                        "came",
                        "clock",
                        "seat",
                        "desk",
                        "operator",
                        "last_seen",
                        "leaving",
                        "from");

        /// As events write it: always with its milliseconds.
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

        @Mixin private StateOption state = new StateOption();

        @Option(names = "--meeting", required = true)
        private String meeting = "";

        @Option(names = "--date")
        private Optional<LocalDate> date = Optional.empty();

        @Option(names = "--from-export", paramLabel = "FILE")
        private List<Path> others = List.of();

        private final Console console;

        /// The site's offset, as its events say it.
        private ZoneOffset offset = ZoneOffset.UTC;

        Export(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws Exception {
            var known = new Known();
            var journal = JournalCommand.open(state.directory(), console);
            if (journal.isEmpty()) {
                return Exit.FAILED;
            }
            try (var reader = journal.get()) {
                long _ = reader.each(0, text -> read(text, known));
            }
            for (var other : others) {
                read(other, known);
            }
            var sessions = new TreeMap<Session, Map<Token, Presence>>(known.people);
            if (sessions.isEmpty()) {
                console.complain(Message.ATTENDANCE_NONE, meeting);
                return Exit.PROBLEMS;
            }
            line(HEADER);
            sessions.forEach(
                    (session, people) ->
                            people.entrySet().stream()
                                    .sorted(
                                            Comparator.comparing(
                                                            (Map.Entry<Token, Presence> one) ->
                                                                    one.getValue().first().at())
                                                    .thenComparing(one -> one.getKey().toString()))
                                    .forEach(one -> line(fields(session, one))));
            return 0;
        }

        /// As many as there are: a report of years is read at once, and bounds are the loop's.
        private static final class Known {
            private final Map<Session, Map<Token, Presence>> people = new HashMap<>();

            void add(Attendances.Told told) {
                people.computeIfAbsent(told.session(), _ -> new HashMap<>())
                        .merge(
                                told.person(),
                                Presence.between(told.sign(), told.sign()),
                                Presence::with);
            }
        }

        private void read(Path file, Known known) throws IOException {
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    read(line, known);
                }
            }
        }

        private void read(String text, Known known) {
            JsonReader.object(text).ifPresent(event -> read(event, known));
        }

        private void read(Json.Obj event, Known known) {
            Attendances.told(event)
                    .filter(it -> it.session().meeting().equals(meeting))
                    .filter(it -> date.map(it.session().date()::equals).orElse(true))
                    .ifPresent(
                            it -> {
                                event.text("time")
                                        .map(time -> OffsetDateTime.parse(time).getOffset())
                                        .ifPresent(found -> offset = found);
                                known.add(it);
                            });
        }

        private List<String> fields(Session session, Map.Entry<Token, Presence> one) {
            var first = one.getValue().first();
            var last = one.getValue().left();
            return List.of(
                    session.meeting(),
                    session.date().toString(),
                    one.getKey().toString(),
                    first.result().wire(),
                    time(first),
                    first.certain() ? "trusted" : "untrusted",
                    first.seat().orElse(""),
                    first.by(),
                    first.operator().map(Token::toString).orElse(""),
                    last.map(this::time).orElse(""),
                    last.filter(it -> it.result().leaves())
                            .map(it -> it.result().wire())
                            .orElse(""),
                    session.from().map(LocalTime::toString).orElse(""));
        }

        private String time(Sign sign) {
            return TIME.format(sign.at().atOffset(offset));
        }

        private void line(List<String> fields) {
            console.out().print(String.join(",", fields.stream().map(Export::quoted).toList()));
            console.out().print("\r\n");
        }

        private static String quoted(String field) {
            return field.matches("[^\",\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
        }
    }
}
