package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import onecard.access.Reason;
import onecard.access.Use;
import onecard.access.Uses;
import onecard.edge.code.Passes;
import onecard.edge.crypto.KeyFile;
import onecard.edge.crypto.SecretFile;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.WrittenTime;
import onecard.edge.pass.Address;
import onecard.edge.pass.PassClaims;
import onecard.edge.pass.PassId;
import onecard.edge.pass.PassIssuer;
import onecard.edge.pass.PassResult;
import onecard.edge.pass.QrCode;
import onecard.edge.pass.RollingKey;
import onecard.edge.pass.RollingSeed;
import onecard.edge.words.Message;
import onecard.edge.words.ReasonWords;
import onecard.site.SiteProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Words;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pass`: passes issued and verified, and a rolling code shown.
@Command(name = "pass", mixinStandardHelpOptions = true)
public final class PassCommand implements Callable<Integer> {

    private final Console console;

    private PassCommand(Console console) {
        this.console = console;
    }

    /// The command with its own commands.
    public static CommandLine line(Console console) {
        return new CommandLine(new PassCommand(console))
                .addSubcommand(new Issue(console))
                .addSubcommand(new Verify(console))
                .addSubcommand(new Code(console));
    }

    @Override
    public Integer call() {
        return console.needsCommand("onecard pass");
    }

    /// What `--form` may say, in lower case.
    enum Form {
        COSE,
        COMPACT,
        ROLLING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Command(name = "issue", mixinStandardHelpOptions = true)
    static final class Issue implements Callable<Integer> {

        private static final FileAttribute<?> OWNER_ONLY =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

        @Option(names = "--site", required = true)
        private Path site = Path.of("");

        @Option(names = "--key", required = true)
        private Path key = Path.of("");

        @Option(names = "--id", paramLabel = "HEX")
        private Optional<String> id = Optional.empty();

        @Option(names = "--from", paramLabel = "TIME")
        private Optional<String> from = Optional.empty();

        @Option(names = "--until", paramLabel = "TIME", required = true)
        private String until = "";

        @Option(names = "--point")
        private List<String> points = List.of();

        @Option(names = "--group")
        private List<String> groups = List.of();

        @Option(names = "--uses")
        private Optional<Integer> uses = Optional.empty();

        @Option(names = "--form", paramLabel = "cose|compact|rolling")
        private Form form = Form.COSE;

        @Option(names = "--png", paramLabel = "FILE")
        private Optional<Path> png = Optional.empty();

        private final Console console;

        Issue(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws Exception {
            var profile = Sites.read(site, console);
            if (profile.isEmpty()) {
                return Exit.PROBLEMS;
            }
            try {
                tell(profile.get(), claims(profile.get(), Instant.now()));
                return 0;
            } catch (Unfit unfit) {
                console.complain(unfit.words());
                return Exit.PROBLEMS;
            }
        }

        private PassClaims claims(SiteProfile profile, Instant now) throws Unfit {
            var addresses = addresses(profile);
            int most = form == Form.COSE ? Address.MOST : 1;
            if (addresses.isEmpty() || addresses.size() > most) {
                throw new Unfit(Message.PASS_ADDRESS_COUNT.with(Address.MOST, addresses.size()));
            }
            if (form == Form.ROLLING && uses.isPresent()) {
                throw new Unfit(Message.PASS_ROLLING_USES.with());
            }
            int times = uses.orElse(1);
            if (times < 1 || times > Use.TIMES_MAX) {
                throw new Unfit(Message.PASS_USES_WRONG.with(Use.TIMES_MAX, times));
            }
            var zone = profile.timezone();
            var begins =
                    from.isPresent()
                            ? time("--from", from.get(), zone, false)
                            : now.truncatedTo(ChronoUnit.SECONDS);
            var ends = time("--until", until, zone, true);
            try {
                return PassClaims.of(id(), addresses, begins, ends, times);
            } catch (IllegalArgumentException _) {
                throw unfitWindow(begins, ends);
            }
        }

        private PassId id() throws Unfit {
            if (id.isEmpty()) {
                return new PassId(new SecureRandom().nextLong());
            }
            return PassId.of(id.get())
                    .orElseThrow(() -> new Unfit(Message.PASS_ID_WRONG.with(id.get())));
        }

        private Set<Address> addresses(SiteProfile profile) throws Unfit {
            var known = Passes.points(profile);
            var passing = new TreeSet<>(Passes.groups(profile));
            var addresses = new LinkedHashSet<Address>();
            for (var point : points) {
                if (!known.containsKey(point)) {
                    throw new Unfit(Message.PASS_POINT_UNKNOWN.with(point, names(known.keySet())));
                }
                addresses.add(Address.ofPoint(profile.site(), point));
            }
            for (var group : groups) {
                if (!passing.contains(group)) {
                    throw new Unfit(Message.PASS_GROUP_UNKNOWN.with(group, names(passing)));
                }
                addresses.add(Address.ofGroup(profile.site(), group));
            }
            return addresses;
        }

        private void tell(SiteProfile profile, PassClaims claims) throws IOException, Unfit {
            var zone = profile.timezone();
            var what =
                    new Object[] {
                        claims.id(),
                        claims.audience(),
                        claims.from().atZone(zone).toOffsetDateTime(),
                        claims.until().atZone(zone).toOffsetDateTime(),
                        claims.uses()
                    };
            var text = text(profile, claims);
            switch (form) {
                case COSE, COMPACT ->
                        console.tell(
                                Message.PASS_ISSUED, what[0], what[1], what[2], what[3], what[4]);
                case ROLLING -> console.tell(Message.PASS_SEED, what[0], what[1], what[2], what[3]);
            }
            show(console, text);
            if (png.isPresent()) {
                picture(png.get(), QrCode.of(text).png());
                console.tell(Message.PASS_WRITTEN, png.get());
            }
        }

        /// Of a seed, for its owner alone.
        private void picture(Path file, byte[] bytes) throws IOException {
            if (form == Form.ROLLING) {
                Files.deleteIfExists(file);
                Files.createFile(file, OWNER_ONLY);
            }
            Files.write(file, bytes);
        }

        private String text(SiteProfile profile, PassClaims claims) throws IOException, Unfit {
            return switch (form) {
                case COSE -> PassIssuer.cose(claims, Instant.now(), signing(profile));
                case COMPACT -> PassIssuer.compact(claims, signing(profile));
                case ROLLING -> {
                    var secret = new RollingKey(KeyFile.secret(SecretFile.of(key)), profile.site());
                    try {
                        yield PassIssuer.rolling(claims, secret).text();
                    } catch (IllegalArgumentException _) {
                        throw unfitWindow(claims.from(), claims.until());
                    }
                }
            };
        }

        /// A pass that the site's own controllers refuse is of no use to anybody.
        private SigningKey signing(SiteProfile profile) throws IOException, Unfit {
            var signing = SigningKey.read(key);
            if (!profile.keys().passes().contains(signing.publicText())) {
                throw new Unfit(Message.PASS_KEY_STRANGE.with(signing.publicText()));
            }
            return signing;
        }

        private static Instant time(String option, String text, ZoneId zone, boolean end)
                throws Unfit {
            return WrittenTime.of(text, zone, end)
                    .orElseThrow(() -> new Unfit(Message.PASS_TIME_WRONG.with(option, text)));
        }

        private static Unfit unfitWindow(Instant from, Instant until) {
            return new Unfit(Message.PASS_WINDOW_WRONG.with(from, until));
        }

        private static String names(Set<String> names) {
            return names.stream().sorted().collect(Collectors.joining(", "));
        }
    }

    @Command(name = "verify", mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {

        @Parameters(paramLabel = "TOKEN", descriptionKey = "pass-token")
        private String token = "";

        @Option(names = "--site", required = true)
        private Path site = Path.of("");

        @Option(names = "--point", required = true)
        private String point = "";

        @Mixin private StateOption state = new StateOption();

        private final Console console;

        Verify(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws Exception {
            var profile = Sites.read(site, console);
            if (profile.isEmpty()) {
                return Exit.PROBLEMS;
            }
            // Whether it was used only its controller knows: here any key makes the tokens, and
            // nothing was used.
            var check = Passes.check(profile.get(), state.directory(), new Tokens(new byte[32]));
            var now = new Moment(new Mono(0), Instant.now(), ClockTrust.SYNCED);
            var zone = profile.get().timezone();
            return switch (check.verify(token, point, now, Uses.NONE)) {
                case PassResult.Verified(var claims, _, _, _) -> {
                    console.tell(
                            Message.PASS_GOOD,
                            claims.id(),
                            claims.from().atZone(zone).toOffsetDateTime(),
                            claims.until().atZone(zone).toOffsetDateTime());
                    yield 0;
                }
                case PassResult.Refused(var why) -> {
                    console.tell(Message.PASS_REFUSED, why.name(), shown(why));
                    yield Exit.PROBLEMS;
                }
            };
        }

        private static Words shown(Reason why) {
            return ReasonWords.of(why).means();
        }
    }

    @Command(name = "code", mixinStandardHelpOptions = true)
    static final class Code implements Callable<Integer> {

        @Parameters(paramLabel = "SEED", descriptionKey = "pass-seed")
        private String seed = "";

        private final Console console;

        Code(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            var known = RollingSeed.parse(seed);
            if (known.isEmpty()) {
                console.complain(Message.PASS_SEED_WRONG);
                return Exit.PROBLEMS;
            }
            var code = known.get().code(Instant.now());
            if (code.isEmpty()) {
                console.complain(Message.PASS_SEED_IDLE);
                return Exit.PROBLEMS;
            }
            show(console, code.get());
            return 0;
        }
    }

    private static void show(Console console, String text) {
        console.print(text);
        console.print(QrCode.of(text).picture());
    }

    /// What was asked for makes no pass.
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Words words;

        Unfit(Words words) {
            super(words.en());
            this.words = words;
        }

        Words words() {
            return words;
        }
    }
}
