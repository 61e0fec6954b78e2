package onecard.edge.site;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.access.Factor;
import onecard.access.Policy;
import onecard.edge.code.OrderCode;
import onecard.point.Output;
import onecard.point.PointProfile;
import onecard.point.Role;
import onecard.site.Board;
import onecard.site.SiteDesk;
import onecard.site.SiteLooks;
import onecard.site.SitePoint;
import onecard.site.SiteTill;

/// Binds one point that broke no rule: what every kind has; the rest is its kind's own.
final class PointBinder {

    /// What a kind of point makes of its keys.
    ///
    /// @param relays names of the relays that move it
    /// @param contacts names of the contacts that only this kind has
    /// @param till of one that sells
    /// @param desk of one at which people sign in
    record Kind(
            Map<Output, String> relays,
            Map<String, Role> contacts,
            PointProfile profile,
            Optional<SiteTill> till,
            Optional<SiteDesk> desk) {

        /// One that sells.
        Kind(PointProfile profile, SiteTill till) {
            this(Map.of(), Map.of(), profile, Optional.of(till), Optional.empty());
        }

        /// One at which people sign in.
        Kind(PointProfile profile, SiteDesk desk) {
            this(Map.of(), Map.of(), profile, Optional.empty(), Optional.of(desk));
        }

        /// One that sells nothing.
        Kind(Map<Output, String> relays, Map<String, Role> contacts, PointProfile profile) {
            this(relays, contacts, profile, Optional.empty(), Optional.empty());
        }
    }

    /// Of so many strangers who pay by somebody's card one may be taken for them.
    private static final int STRANGERS_AT_A_TILL = 10_000;

    private final Settings point;
    private final Times times;
    private final Areas areas;
    private final Board board;
    private final Interlocks interlocks;
    private final String device;

    /// @param device whose point it is
    PointBinder(
            Settings point,
            Times times,
            Areas areas,
            Board board,
            Interlocks interlocks,
            String device) {
        this.device = device;
        this.point = point;
        this.times = times;
        this.areas = areas;
        this.board = board;
        this.interlocks = interlocks;
    }

    SitePoint bind() {
        var kind = kind();
        var contacts = new HashMap<>(kind.contacts());
        point.find("exit_button").ifPresent(name -> contacts.put(name, new Role.ExitButton()));
        point.find("fire").ifPresent(name -> contacts.put(name, new Role.Fire()));
        return new SitePoint(
                point.text("id"),
                readers(),
                keypads(),
                kind.relays(),
                contacts,
                policy(kind.profile()),
                new HoursBinder(point, times).bind(),
                kind.profile(),
                kind.till(),
                PlateRules.terms(point),
                VisitorsBinder.bind(point),
                kind.desk(),
                looks(kind));
    }

    /// Whoever has ordered comes in by that, too.
    private Policy policy(PointProfile profile) {
        var policy = new PolicyBinder(point, times, areas, interlocks).bind();
        return profile.handsOut()
                .map(by -> policy.admitting(by.list(), OrderCode.GROUP))
                .orElse(policy);
    }

    private Kind kind() {
        return switch (point.text("profile")) {
            case "door" -> new DoorBinder(point, board, interlocks.neighbours(point)).bind();
            case "turnstile" -> new TurnstileBinder(point).bind();
            case "barrier" -> new BarrierBinder(point).bind();
            case "meeting" -> new MeetingBinder(point, times, device).bind();
            case "canteen" -> new CanteenBinder(point, times, device).bind();
            case String unknown ->
                    throw new IllegalStateException("no kind of point is " + unknown);
        };
    }

    /// A sensor stands beside everything that reads on its side; what looks by itself reads.
    private SiteLooks looks(Kind kind) {
        var beside = new HashMap<String, Map<Factor, String>>();
        var alone = new HashSet<String>();
        for (var key : List.of("in", "out")) {
            var side = new Side(point.section(key));
            side.names().forEach(reader -> beside.put(reader, side.looking()));
            side.recognises().ifPresent(sensor -> alone.add(sensor.name()));
        }
        beside.values().removeIf(Map::isEmpty);
        return new SiteLooks(
                beside, alone, point.section("in").flag("recognise_watched"), strangers(kind));
    }

    private int strangers(Kind kind) {
        return point.at("false_match_one_in").isPresent()
                ? (int) point.whole("false_match_one_in")
                : kind.till().isPresent() ? STRANGERS_AT_A_TILL : SiteLooks.NONE.strangers();
    }

    /// A keypad stands beside everything that reads on its side.
    private Map<String, Set<String>> keypads() {
        var keypads = new HashMap<String, Set<String>>();
        for (var key : List.of("in", "out")) {
            var side = point.section(key);
            side.find("keypad").ifPresent(name -> keypads.put(name, new Side(side).names()));
        }
        return keypads;
    }

    private Map<String, Direction> readers() {
        var readers = new HashMap<String, Direction>();
        new Side(point.section("in")).names().forEach(name -> readers.put(name, Direction.IN));
        new Side(point.section("out")).names().forEach(name -> readers.put(name, Direction.OUT));
        return readers;
    }
}
