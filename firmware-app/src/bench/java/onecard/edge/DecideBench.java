package onecard.edge;

import com.sun.management.ThreadMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.AccessRules;
import onecard.access.Assurance;
import onecard.access.CardTerms;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.Memory;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Renamed;
import onecard.access.Situation;
import onecard.access.Token;
import onecard.access.Verdict;
import onecard.edge.Series.Figures;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListEntry;
import onecard.edge.store.registry.ListImport;
import onecard.edge.store.registry.Lists;
import onecard.edge.store.registry.Registry;
import onecard.hal.NotedPseudonyms;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.TapId;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;
import onecard.time.Moment;

/// A look-up in a million entries beside C on the same file, hits and misses by halves; then the
/// same with the rules and the door's step, at a plain point and at one with every rule there is.
final class DecideBench implements Bench.Work {

    /// The lists of a million, and the heap beside them.
    private static final String READ_MB = "64";

    private static final int LOOK_UPS = 20_000;

    /// The lists are of the present key, so that the look under the other is in vain.
    private static final Tokens ROLLED = People.rolled();

    /// As many as one message brings, about.
    private static final int DENIED = 10_000;

    @Override
    public void run(Bench.Setting setting) throws Exception {
        var csv = People.csv(setting.scratch(), People.MANY);
        var file = setting.scratch().resolve("registry.db");
        try (var registry = Registry.open(file)) {
            new ListImport(registry, People.tokens(), Samples.ZONE, setting.scratch())
                    .run(csv, "staff", false, Instant.now());
            var tokens = tokens();
            var tokenFile = written(tokens, setting.scratch().resolve("tokens"));
            var program = setting.limits().resolve("decide").toString();
            var limit = List.of(program, file.toString(), tokenFile.toString(), "1", bits(file));
            System.out.printf(
                    "decide: %d look-ups in %d entries, %d rounds%n",
                    LOOK_UPS, People.MANY, setting.rounds());
            try (var lists = registry.lists()) {
                var found =
                        Pairs.run(
                                setting.rounds(),
                                _ -> lookUps(lists, tokens),
                                _ -> LimitProgram.run(limit));
                found.print("look-up p50, us", Figures::p50, 1e3, "<= 1.5");
                found.print("look-up p99, us", Figures::p99, 1e3, "<= 1.5");
                var rolled =
                        Pairs.run(
                                setting.rounds(),
                                _ -> fromTheNumber(lists, ROLLED),
                                _ -> fromTheNumber(lists, People.tokens()));
                System.out.println("  from the number, while the site's key is rolled and by one");
                rolled.print("number to verdict p50, us", Figures::p50, 1e3, "<= 2");
                rolled.print("number to verdict p99, us", Figures::p99, 1e3, "<= 2");
                deny(registry);
                var besideDenied =
                        Pairs.run(
                                setting.rounds(),
                                _ -> lookUps(lists, tokens),
                                _ -> LimitProgram.run(limit));
                System.out.printf("  beside %d denied%n", DENIED);
                besideDenied.print("look-up p50, us", Figures::p50, 1e3, "<= 1.5");
                besideDenied.print("look-up p99, us", Figures::p99, 1e3, "<= 1.5");
                for (var point : List.of(plain(), everyRule())) {
                    var decided =
                            Pairs.run(
                                    setting.rounds(),
                                    _ -> decisions(lists, tokens, point),
                                    _ -> LimitProgram.run(limit));
                    System.out.println("  " + point.name());
                    decided.print("with rules, step p50, us", Figures::p50, 1e3, "(none)");
                    decided.print("with rules, step p99, us", Figures::p99, 1e3, "ours <= 50 us");
                    double length = decided.ours(Figures::p50);
                    System.out.printf(
                            Locale.ROOT,
                            "  of C as long, p99, us           %.4g idle, %.4g reading in %s MB%n",
                            asLong(setting, "spin", length) / 1e3,
                            asLong(setting, "read", length, READ_MB) / 1e3,
                            READ_MB);
                    System.out.printf(
                            "  allocated by a decision alone   %d bytes%n",
                            allocated(lists, tokens, point));
                }
            }
        }
    }

    /// Cards that nobody here holds.
    private static void deny(Registry registry) throws IOException {
        var random = new Random(2);
        var lost =
                Stream.generate(() -> new Token(random.nextLong(), random.nextLong()))
                        .limit(DENIED)
                        .map(token -> ListEntry.of("ssc", token, Json.Obj.EMPTY))
                        .toList();
        var deny = new DenyList("bench", 1, Instant.now(), Optional.empty(), lost);
        var _ = registry.denied().adopt(deny, "bench").orElseThrow();
    }

    private static List<Token> tokens() {
        var tokens = new ArrayList<>(People.some(People.MANY, 2 * People.MANY / LOOK_UPS));
        var random = new Random(1);
        while (tokens.size() < LOOK_UPS) {
            tokens.add(new Token(random.nextLong(), random.nextLong()));
        }
        Collections.shuffle(tokens, random);
        return tokens;
    }

    private static Path written(List<Token> tokens, Path file) throws Exception {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (var token : tokens) {
                out.write(token.bytes());
            }
        }
        return file;
    }

    private static String bits(Path registry) throws Exception {
        return LimitProgram.output(List.of("sqlite3", registry.toString(), "SELECT bits FROM list"))
                .strip();
    }

    private static Figures lookUps(Lists lists, List<Token> tokens) {
        int hits = 0;
        var series = new Series(LOOK_UPS);
        for (var token : tokens) {
            long start = System.nanoTime();
            hits += lists.find(CredentialKind.SSC, token).entries().size();
            series.add(System.nanoTime() - start);
        }
        require(hits);
        return series.figures(0);
    }

    /// As a reader does it: one hash and one look, or two while the site's key is rolled.
    static Figures fromTheNumber(Lists lists, Tokens keys) {
        int hits = 0;
        var point = plain();
        var series = new Series(LOOK_UPS);
        for (int i = 0; i < LOOK_UPS; i++) {
            int person = (int) (2L * i * People.MANY / LOOK_UPS); // half of them are nobody
            var number = People.code(person);
            long start = System.nanoTime();
            var now = Samples.now();
            var noted = new NotedPseudonyms(keys);
            var token = Token.of(noted.of(CredentialKind.SSC.wire(), number));
            var was = noted.former().keySet().stream().findFirst().map(Token::of);
            var renamed = Renamed.of(was, token);
            var found = lists.find(CredentialKind.SSC, token, renamed);
            var memory = point.memory().renamed(renamed.and(found.renamed()));
            var there =
                    new Deciding(point.name(), point.policy(), point.situation(), memory)
                            .decide(token, found, now);
            hits += there instanceof Verdict.Granted ? 1 : 0;
            series.add(System.nanoTime() - start);
        }
        require(hits);
        return series.figures(0);
    }

    /// What the machine makes of stretches as long as a decision: the p99 of a program that takes
    /// so long half of the time.
    private static double asLong(Bench.Setting setting, String name, double nanos, String... more)
            throws Exception {
        var words = new ArrayList<>(List.of(setting.limits().resolve(name).toString()));
        words.add(Long.toString(Math.round(nanos)));
        words.add(Integer.toString(LOOK_UPS));
        words.addAll(List.of(more));
        return LimitProgram.run(words).p99();
    }

    /// One point to decide at.
    private record Deciding(
            String name,
            Policy policy,
            BiFunction<List<Entry>, Moment, Situation> situation,
            Memory memory) {
        Verdict decide(Token token, Lists.Found found, Moment now) {
            var credential =
                    new Credential(
                            CredentialKind.SSC,
                            token,
                            Assurance.A1,
                            OptionalInt.of(3),
                            Optional.of("342500"),
                            Optional.empty());
            return AccessRules.decide(
                    policy,
                    situation.apply(found.entries(), now),
                    new Presentation.Known(credential, found.entries(), found.lists()),
                    memory,
                    now);
        }
    }

    private static Deciding plain() {
        return new Deciding(
                "a plain point",
                policy(),
                (_, _) -> new Situation("door-1", Direction.IN, Posture.NORMAL),
                Memory.EMPTY);
    }

    private static Deciding everyRule() {
        var every = new EveryRule();
        return new Deciding("every rule", every.policy, every::situation, every.memory);
    }

    private static Figures decisions(Lists lists, List<Token> tokens, Deciding point) {
        int hits = 0;
        var series = new Series(LOOK_UPS);
        var door =
                new Door(
                        new DoorProfile(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(24),
                                DoorProfile.Relock.ON_OPEN,
                                DoorProfile.ExitButton.NONE,
                                Duration.ofSeconds(60),
                                Optional.empty(),
                                JournalFull.REFUSE));
        long number = 0;
        for (var token : tokens) {
            long start = System.nanoTime();
            var now = Samples.now();
            var verdict = point.decide(token, lists.find(CredentialKind.SSC, token), now);
            var tap = new TapId(++number);
            var input =
                    switch (verdict) {
                        case Verdict.Granted _ -> new Input.Granted(tap, Direction.IN);
                        case Verdict.Refused(var why, _, _) -> new Input.Refused(tap, why);
                        case Verdict.Asked asked ->
                                throw new IllegalStateException("asked for " + asked.awaits());
                    };
            hits += door.step(door.initial(), input, now).next().equals(door.initial()) ? 0 : 1;
            series.add(System.nanoTime() - start);
        }
        require(hits);
        return series.figures(0);
    }

    /// Of those who are let in, without what looking them up and reading the clock takes.
    private static long allocated(Lists lists, List<Token> tokens, Deciding point) {
        var now = Samples.now();
        var known =
                tokens.stream()
                        .collect(
                                Collectors.toMap(
                                        token -> token,
                                        token -> lists.find(CredentialKind.SSC, token)));
        known.values().removeIf(found -> found.entries().isEmpty());
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int granted = 0;
        for (var tap : known.entrySet()) {
            var verdict = point.decide(tap.getKey(), tap.getValue(), now);
            granted += verdict instanceof Verdict.Granted ? 1 : 0;
        }
        require(granted);
        return (threads.getCurrentThreadAllocatedBytes() - before) / granted;
    }

    private static Policy policy() {
        return new Policy(
                Set.of("staff"),
                Set.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Assurance.A1,
                Samples.ZONE,
                Optional.of(Duration.ofDays(30)),
                Policy.Untimed.PERMANENT_ONLY,
                CardTerms.NONE,
                true);
    }

    private static void require(int hits) {
        if (hits != LOOK_UPS / 2) {
            throw new IllegalStateException(hits + " found of " + LOOK_UPS / 2);
        }
    }
}
