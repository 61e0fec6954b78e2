package onecard.edge;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;

/// A made-up `people` list of a large site, the same for the same size: card codes at random, five
/// groups, and a validity for each person that begins on one of 250 days and ends on one of 12.
final class People {

    static final int MANY = 1_000_000;

    private static final List<String> GROUPS =
            List.of("staff", "student", "visitor", "service", "staff;service");
    private static final byte[] SITE_KEY = new byte[32];

    private People() {}

    static Tokens tokens() {
        return new Tokens(SITE_KEY);
    }

    /// While the site's key is rolled: by the same one, and another of before.
    static Tokens rolled() {
        var former = new byte[SITE_KEY.length];
        former[0] = 1;
        return new Tokens(SITE_KEY, Optional.of(new Tokens(former)));
    }

    static Path csv(Path directory, int count) throws IOException {
        var file = directory.resolve("people-" + count + ".csv");
        var first = LocalDate.of(2026, 1, 1);
        var random = new Random(count);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("kind,id,subject,groups,valid_from,valid_until,schedule,deny\n");
            for (int i = 0; i < count; i++) {
                out.write("ssc,");
                out.write(code(i));
                out.write(",p-" + i + ",");
                out.write(GROUPS.get(random.nextInt(GROUPS.size())));
                out.write("," + first.plusDays(random.nextInt(250)));
                out.write("," + first.plusYears(3).plusMonths(random.nextInt(12)) + ",,\n");
            }
        }
        return file;
    }

    /// Person `number`'s card identification code.
    static String code(int number) {
        return "%016x%016x".formatted(0x342500d156000005L, number * 0x9E3779B97F4A7C15L);
    }

    /// Tokens of every `step`-th of `count` people, in random order.
    static List<Token> some(int count, int step) {
        var tokens = tokens();
        var some = new ArrayList<Token>();
        for (int i = 0; i < count; i += step) {
            some.add(Token.of(tokens.bytes("ssc", code(i))));
        }
        Collections.shuffle(some, new Random(step));
        return some;
    }
}
