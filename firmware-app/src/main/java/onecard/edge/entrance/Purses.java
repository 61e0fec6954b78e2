package onecard.edge.entrance;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import onecard.edge.lines.Slots;
import onecard.edge.watch.DeviceAlarms;
import onecard.hal.CardChannel;
import onecard.hal.Pseudonym;
import onecard.hal.card.Collision;
import onecard.hal.pcsc.PcscSlot;
import onecard.hal.purse.CardPurse;
import onecard.hal.purse.PsamPurse;
import onecard.hal.purse.Purse;
import onecard.hal.purse.PurseApplication;
import onecard.hal.purse.PurseModule;
import onecard.hal.sim.SimPurseModule;
import onecard.site.Board;
import onecard.site.Board.PurseSource;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.site.SiteTill;
import org.tinylog.Logger;

/// The modules that the purses on cards pay at, each asked by the thread of its one reader. Made
/// before the readers, closed after them.
///
/// @param modules by name
public record Purses(SiteProfile site, Pseudonym tokens, Map<String, PurseModule> modules)
        implements AutoCloseable {

    /// A module in software has no memory: its purchases are numbered on from the second in which
    /// it began, and a bench sells less than one a second.
    private static final Instant NUMBERED_FROM = Instant.parse("2020-01-01T00:00:00Z");

    public Purses {
        modules = Map.copyOf(modules);
    }

    /// @param tokens where numbers go straight
    public static Purses of(SiteProfile site, Pseudonym tokens, Instant now, DeviceAlarms alarms) {
        var modules = new HashMap<String, PurseModule>();
        site.board()
                .purses()
                .forEach((name, it) -> modules.put(name, module(name, it, now, alarms)));
        return new Purses(site, tokens, modules);
    }

    private static PurseModule module(
            String name, Board.PurseModule module, Instant now, DeviceAlarms alarms) {
        return switch (module.source()) {
            case PurseSource.Slot(var pattern, var provider, var application) ->
                    new PsamPurse(
                            new PcscSlot(pattern, Slots.driver(provider)),
                            HexFormat.of().parseHex(application));
            case PurseSource.TestKeys(var terminal) -> {
                Logger.warn("purse {} uses published keys: anybody can make one for it", name);
                alarms.tell("test_keys", true, name);
                long first = Math.max(0, Duration.between(NUMBERED_FROM, now).toSeconds());
                yield new SimPurseModule(terminal, first);
            }
        };
    }

    /// How the purse of a card at that reader is reached; empty where none pays.
    public Optional<Function<CardChannel, Purse>> at(String reader) {
        var name = moduleAt(site, reader);
        var of = name.map(site.board().purses()::get);
        var module = name.map(modules::get);
        var read = Optional.ofNullable(site.board().readers().get(reader));
        if (of.isEmpty() || module.isEmpty() || read.isEmpty()) {
            return Optional.empty();
        }
        var application =
                new PurseApplication(of.get().name(), of.get().numberFile(), of.get().keyIndex());
        var collision = Collision.of(read.get().severalCards());
        return Optional.of(
                card -> new CardPurse(card, collision, application, module.get(), tokens));
    }

    /// Whether the purses of cards pay at that reader.
    static boolean payAt(SiteProfile site, String reader) {
        return moduleAt(site, reader).isPresent();
    }

    private static Optional<String> moduleAt(SiteProfile site, String reader) {
        return site.points().stream()
                .filter(point -> point.readers().containsKey(reader))
                .map(SitePoint::till)
                .flatMap(Optional::stream)
                .map(SiteTill::purse)
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public void close() {
        modules.values().forEach(PurseModule::close);
    }
}
