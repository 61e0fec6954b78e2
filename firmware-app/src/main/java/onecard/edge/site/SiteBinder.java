package onecard.edge.site;

import static onecard.edge.words.Message.CLOCK_SIMULATED_UNSAFE;
import static onecard.edge.words.Message.CLOCK_UNSAFE;
import static onecard.edge.words.Message.FORMER_KEY_SAME;
import static onecard.edge.words.Message.KEY_UNSAFE;
import static onecard.edge.words.Message.NAME_ANOTHER;
import static onecard.edge.words.Message.TEST_KEYS_UNSAFE;
import static onecard.edge.words.Message.WRITE_PORT;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import onecard.site.Board;
import onecard.site.BodyTerms;
import onecard.site.CardAuthorities;
import onecard.site.Keys;
import onecard.site.Secret;
import onecard.site.SiteProfile;
import onecard.site.Uplink;
import org.snakeyaml.engine.v2.nodes.Node;

/// Turns a tree whose shape is right into a profile, and finds what shapes cannot see. The larger
/// sections have binders and the points have rules of their own; the whole site meets here.
final class SiteBinder {

    private final Settings site;
    private final Problems problems;

    SiteBinder(Node root, Problems problems) {
        this.site = Settings.of("", root, SiteShape.SITE);
        this.problems = problems;
    }

    /// Empty if a problem was found.
    Optional<SiteProfile> bind() {
        var times = Times.of(site, problems);
        var areas = Areas.of(site, problems);
        var layouts = site.entries("cards");
        var cards = new LayoutBinder(problems).bind(layouts);
        var board = new BoardBinder(site.section("board"), layouts.keySet(), problems).bind();
        var uplink = new UplinkBinder(site.section("uplink"), problems).bind();
        var keys = keys();
        var lists = lists();
        var codes = new CodesBinder(problems).bind(site.entries("codes"));
        var points = site.sections("points", "id");
        var interlocks = new Interlocks(points);
        new PointRules(board, times, areas, lists.keySet(), problems).check(site, points);
        unsafe(board, uplink);
        certificates(board);
        bodies(board);
        var metrics = metrics();
        var faces = FaceModelsBinder.bind(site, problems);
        if (problems.any()) {
            return Optional.empty();
        }
        return Optional.of(
                new SiteProfile(
                        site.text("site"),
                        site.text("device"),
                        times.zone(),
                        SiteProfile.ClockMode.valueOf(site.text("clock").toUpperCase(Locale.ROOT)),
                        board,
                        cards,
                        site.at("certificates").map(_ -> authorities()),
                        points.stream()
                                .map(
                                        point ->
                                                new PointBinder(
                                                                point,
                                                                times,
                                                                areas,
                                                                board,
                                                                interlocks,
                                                                site.text("device"))
                                                        .bind())
                                .toList(),
                        lists,
                        codes,
                        journal(),
                        uplink,
                        keys,
                        metrics,
                        site.at("biometric_data").map(_ -> bodyTerms()),
                        SharingBinder.bind(points),
                        faces,
                        Locks.of(points)));
    }

    private void certificates(Board board) {
        boolean asked =
                board.readers().values().stream().anyMatch(reader -> reader.proofs().certificate());
        if (asked && site.at("certificates").isEmpty()) {
            problems.required(site, "certificates");
        }
    }

    /// Nobody is looked at for no purpose, and without the vault's key a sensor knows nobody.
    private void bodies(Board board) {
        if (board.biometrics().isEmpty()) {
            return;
        }
        var keys = site.section("keys");
        if (keys.at("vault").isEmpty()) {
            problems.required(keys, "vault");
        }
        if (site.at("biometric_data").isEmpty()) {
            problems.required(site, "biometric_data");
        }
    }

    private BodyTerms bodyTerms() {
        var terms = site.section("biometric_data");
        return new BodyTerms(
                terms.text("purpose"),
                terms.text("assessment"),
                Duration.ofDays(terms.whole("retention_days")));
    }

    private CardAuthorities authorities() {
        var certificates = site.section("certificates");
        return new CardAuthorities(
                certificates.text("issuers"),
                certificates.items("crls"),
                Duration.ofHours(certificates.whole("crl_grace_h")),
                certificates.text("application"));
    }

    private Keys keys() {
        var keys = site.section("keys");
        var key = new SecretBinder(keys, problems).bind("site").orElse(new Secret.Generate());
        return new Keys(
                key,
                former(keys, key),
                keys.items("lists"),
                keys.items("commands"),
                keys.items("configs"),
                keys.items("hosts"),
                keys.items("passes"),
                new SecretBinder(keys, problems).bind("rolling"),
                keys.items("updates"),
                new SecretBinder(keys, problems).bind("vault"),
                keys.items("calibrations"),
                keys.items("enrolments"));
    }

    /// A roll is from one key to another.
    private Optional<Secret> former(Settings keys, Secret site) {
        var section = keys.section("site");
        var former = new SecretBinder(section, problems).bind("former");
        if (former.filter(site::equals).isPresent()) {
            problems.add(
                    keys.place("site"),
                    section.path("former"),
                    "another_key",
                    "the same",
                    FORMER_KEY_SAME.with());
        }
        return former;
    }

    private Map<String, SiteProfile.ListUse> lists() {
        var lists = new HashMap<String, SiteProfile.ListUse>();
        site.entries("lists")
                .forEach(
                        (name, list) -> {
                            if (PointRules.RESERVED.contains(name)) {
                                problems.add(
                                        list.node(),
                                        list.path(),
                                        "reserved",
                                        name,
                                        NAME_ANOTHER.with());
                            }
                            lists.put(name, new SiteProfile.ListUse(list.flag("local")));
                        });
        return lists;
    }

    private SiteProfile.JournalKeeping journal() {
        var journal = site.section("journal");
        return new SiteProfile.JournalKeeping(
                (int) journal.whole("max_mb"),
                Duration.ofDays(journal.whole("retention_days")),
                journal.is("host", "required"));
    }

    /// The pattern of `listen` cannot see whether the port exists.
    private SiteProfile.Metrics metrics() {
        var metrics = site.section("metrics");
        var listen = metrics.text("listen");
        int port = listen.lastIndexOf(':') + 1;
        if (port > 0 && Integer.parseInt(listen.substring(port)) > Uplink.PORT_MAX) {
            problems.add(metrics, "listen", "port", WRITE_PORT.with(Uplink.PORT_MAX));
        }
        return new SiteProfile.Metrics(listen);
    }

    /// What works on a bench and must not run at a gate.
    private void unsafe(Board board, Uplink uplink) {
        boolean simulated = board.chip().equals(Board.SIM) && uplink.loopback();
        if (site.is("clock", "simulated") && !simulated) {
            problems.add(site, "clock", "unsafe", CLOCK_SIMULATED_UNSAFE.with());
        }
        if (uplink.loopback()) {
            return;
        }
        if (site.is("clock", "assume_synced")) {
            problems.add(site, "clock", "unsafe", CLOCK_UNSAFE.with());
        }
        for (var kind : List.of("modules", "purses")) {
            for (var module : site.section("board").entries(kind).values()) {
                if (module.flag("test_keys")) {
                    problems.add(module, "test_keys", "unsafe", TEST_KEYS_UNSAFE.with());
                }
            }
        }
        var keys = site.section("keys");
        var key = keys.section("site");
        if (key.flag("generate")) {
            problems.add(
                    keys.place("site"), key.path("generate"), "unsafe", "true", KEY_UNSAFE.with());
        }
    }
}
