package onecard.edge.wiring;

import static onecard.edge.words.Message.WIRING_AT_CRASH;
import static onecard.edge.words.Message.WIRING_AT_POWER_UP;
import static onecard.edge.words.Message.WIRING_AT_STOP;
import static onecard.edge.words.Message.WIRING_CLOSED_HIGH;
import static onecard.edge.words.Message.WIRING_CLOSED_LOW;
import static onecard.edge.words.Message.WIRING_CLOSED_MV;
import static onecard.edge.words.Message.WIRING_DEBOUNCE;
import static onecard.edge.words.Message.WIRING_HELD_AT_HANG;
import static onecard.edge.words.Message.WIRING_MAX_ON;
import static onecard.edge.words.Message.WIRING_MAX_ON_S;
import static onecard.edge.words.Message.WIRING_OFF;
import static onecard.edge.words.Message.WIRING_ON;
import static onecard.edge.words.Message.WIRING_ON_HIGH;
import static onecard.edge.words.Message.WIRING_ON_LOW;
import static onecard.edge.words.Message.WIRING_OPEN_MV;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import onecard.point.Role;
import onecard.site.Board;
import onecard.site.BoardModel;
import onecard.site.BodySensor;
import onecard.site.CodeScanner;
import onecard.site.Countertop;
import onecard.site.PlateCamera;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.words.Words;

/// Makes the plan of a site file.
final class Planner {

    private final SiteProfile site;
    private final Board board;
    private final Uses uses;
    private final List<Plan.Route> routes;
    private final List<Part> parts = new ArrayList<>();

    private Planner(SiteProfile site) {
        this.site = site;
        this.board = site.board();
        this.uses = Uses.of(site);
        this.routes = site.points().stream().flatMap(point -> routes(point).stream()).toList();
    }

    static Plan plan(SiteProfile site) {
        return new Planner(site).plan();
    }

    private Plan plan() {
        new TreeMap<>(board.relays()).forEach(this::relay);
        new TreeMap<>(board.contacts()).forEach(this::contact);
        new TreeMap<>(board.supervised()).forEach(this::supervised);
        each(Part.Kind.READER, board.readers(), reader -> at(reader.source()));
        each(Part.Kind.SCANNER, board.scanners(), scanner -> at(scanner.source()));
        each(Part.Kind.KEYPAD, board.keypads(), Planner::at);
        each(Part.Kind.SENSOR, board.biometrics(), sensor -> at(sensor.source()));
        each(Part.Kind.CAMERA, board.cameras(), camera -> at(camera.source()));
        each(Part.Kind.MODULE, board.modules(), module -> at(module.source()));
        each(Part.Kind.PURSE, board.purses(), purse -> at(purse.source()));
        var counter = board.countertop();
        each(Part.Kind.DISPLAY, counter.displays(), Planner::at);
        each(Part.Kind.VOICE, counter.voices(), voice -> at(voice.by()));
        each(Part.Kind.PRINTER, counter.printers(), printer -> at(printer.at()));
        each(Part.Kind.TRAY, counter.trays(), tray -> at(tray.at()));
        each(Part.Kind.SCALE, counter.scales(), Planner::at);
        parts.sort(Comparator.comparing(Part::kind)); // stable: by name within a kind
        return new Plan(
                site.site(),
                site.device(),
                board.header().map(header -> header.model()),
                site.points().stream()
                        .map(point -> new Plan.Spot(point.id(), point.profile().scene()))
                        .toList(),
                parts,
                routes,
                new Notes(board, parts, routes).all());
    }

    // --- lines ---

    private void relay(String name, Board.Relay relay) {
        var how = new ArrayList<Words>();
        how.add(relay.activeHigh() ? WIRING_ON_HIGH.with() : WIRING_ON_LOW.with());
        Optional.ofNullable(site.locks().get(name)).map(Roles::of).ifPresent(how::add);
        if (relay.drive() != Board.Drive.PUSH_PULL) {
            how.add(Roles.of(relay.drive()));
        }
        if (relay.bias() != Board.Bias.AS_IS) {
            how.add(Roles.of(relay.bias()));
        }
        how.add(maxOn(relay.maxOn()));
        if (relay.holdAtHang()) {
            how.add(WIRING_HELD_AT_HANG.with());
        }
        var place = line(relay.line(), board.header().map(it -> it.relays().get(name)));
        if (place instanceof Place.OfHeader at) {
            how.add(Roles.of(at.gpio().pull()));
        }
        var rest = relay.rest();
        var safe =
                List.of(
                        WIRING_AT_STOP.with(
                                rest.energisedAtStop() ? WIRING_ON.with() : WIRING_OFF.with()),
                        WIRING_AT_CRASH.with(Roles.of(rest.atCrash())),
                        WIRING_AT_POWER_UP.with(Roles.of(rest.atPowerUp())));
        boolean released = routes.stream().anyMatch(route -> route.relays().contains(name));
        parts.add(
                new Part(
                        Part.Kind.RELAY,
                        name,
                        place,
                        uses.of(Part.Kind.RELAY, name),
                        how,
                        safe,
                        released ? Part.Fire.RELEASED : Part.Fire.NONE));
    }

    private static Words maxOn(Duration most) {
        return most.toMillisPart() == 0
                ? WIRING_MAX_ON_S.with(most.toSeconds())
                : WIRING_MAX_ON.with(most.toMillis());
    }

    private void contact(String name, Board.Contact contact) {
        contact(
                name,
                line(contact.line(), board.header().map(it -> it.contacts().get(name))),
                List.of(
                        contact.closedWhenHigh()
                                ? WIRING_CLOSED_HIGH.with()
                                : WIRING_CLOSED_LOW.with(),
                        Roles.of(contact.bias()),
                        WIRING_DEBOUNCE.with(contact.debounce().toMillis())));
    }

    private void supervised(String name, Board.Supervised line) {
        var closed = line.closed();
        var open = line.open();
        contact(
                name,
                line.channel()
                        .<Place>map(at -> new Place.OfConverter(at.converter(), at.number()))
                        .orElseGet(Place.Simulated::new),
                List.of(
                        WIRING_CLOSED_MV.with(closed.fromMillivolts(), closed.toMillivolts()),
                        WIRING_OPEN_MV.with(open.fromMillivolts(), open.toMillivolts()),
                        WIRING_DEBOUNCE.with(line.debounce().toMillis())));
    }

    private void contact(String name, Place place, List<Words> how) {
        boolean alarm = routes.stream().anyMatch(route -> route.contact().equals(name));
        parts.add(
                new Part(
                        Part.Kind.CONTACT,
                        name,
                        place,
                        uses.of(Part.Kind.CONTACT, name),
                        how,
                        List.of(),
                        alarm ? Part.Fire.ALARM : Part.Fire.NONE));
    }

    private Place line(Board.Line line, Optional<Integer> pin) {
        var model = board.header().map(header -> header.model());
        if (pin.isPresent()
                && model.orElseThrow().at(pin.get()) instanceof BoardModel.Pin.Gpio it) {
            return switch (line) {
                case Board.Line.OfChip(var chip, var number) ->
                        new Place.OfHeader(pin.get(), it, chip, number);
                case Board.Line.Sim() ->
                        new Place.OfHeader(pin.get(), it, Board.SIM, String.valueOf(it.line()));
            };
        }
        return switch (line) {
            case Board.Line.OfChip(var chip, var number) -> new Place.OfChip(chip, number);
            case Board.Line.Sim() -> new Place.Simulated();
        };
    }

    private static List<Plan.Route> routes(SitePoint point) {
        var released =
                point.relays().entrySet().stream()
                        .filter(entry -> Roles.released(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .sorted()
                        .toList();
        return new TreeMap<>(point.contacts())
                .entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof Role.Fire)
                        .map(entry -> new Plan.Route(entry.getKey(), point.id(), released))
                        .toList();
    }

    // --- what has a port ---

    private <T> void each(Part.Kind kind, Map<String, T> devices, Function<T, Place> place) {
        new TreeMap<>(devices)
                .forEach(
                        (name, device) ->
                                parts.add(
                                        new Part(
                                                kind,
                                                name,
                                                place.apply(device),
                                                uses.of(kind, name),
                                                List.of(),
                                                List.of(),
                                                Part.Fire.NONE)));
    }

    private static Place at(Board.ReaderSource source) {
        return switch (source) {
            case Board.ReaderSource.Pcsc pcsc -> port(Place.Port.SMART_CARD, pcsc.pattern());
            case Board.ReaderSource.IdModule module -> port(Place.Port.SERIAL, module.device());
            case Board.ReaderSource.Sim() -> new Place.Simulated();
        };
    }

    private static Place at(CodeScanner.Source source) {
        return switch (source) {
            case CodeScanner.Source.Serial serial -> port(Place.Port.SERIAL, serial.device());
            case CodeScanner.Source.Sim() -> new Place.Simulated();
        };
    }

    private static Place at(Board.Keypad keypad) {
        return switch (keypad) {
            case Board.Keypad.Input(var device) -> port(Place.Port.INPUT, device);
            case Board.Keypad.Sim() -> new Place.Simulated();
        };
    }

    private static Place at(BodySensor.Source source) {
        return switch (source) {
            case BodySensor.Source.FingerModule module -> port(Place.Port.SERIAL, module.device());
            case BodySensor.Source.VeinModule module -> port(Place.Port.SERIAL, module.device());
            case BodySensor.Source.Directory directory -> port(Place.Port.FILES, directory.path());
            case BodySensor.Source.Sim() -> new Place.Simulated();
        };
    }

    private static Place at(PlateCamera.Source source) {
        return switch (source) {
            case PlateCamera.Source.Http http ->
                    port(Place.Port.NETWORK, http.listen() + http.path());
            case PlateCamera.Source.Serial serial -> port(Place.Port.SERIAL, serial.device());
            case PlateCamera.Source.Sim() -> new Place.Simulated();
        };
    }

    private static Place at(Board.ModuleSource source) {
        return switch (source) {
            case Board.ModuleSource.Slot slot -> port(Place.Port.SMART_CARD, slot.pattern());
            case Board.ModuleSource.Hsm hsm -> port(Place.Port.HSM, hsm.host() + ":" + hsm.port());
            case Board.ModuleSource.TestKeys() -> port(Place.Port.TEST_KEYS, "");
        };
    }

    private static Place at(Board.PurseSource source) {
        return switch (source) {
            case Board.PurseSource.Slot slot -> port(Place.Port.SMART_CARD, slot.pattern());
            case Board.PurseSource.TestKeys _ -> port(Place.Port.TEST_KEYS, "");
        };
    }

    private static Place at(Countertop.Display display) {
        return switch (display) {
            case Countertop.Display.Serial serial -> port(Place.Port.SERIAL, serial.device());
            case Countertop.Display.Sim() -> new Place.Simulated();
        };
    }

    private static Place at(Countertop.PrinterAt printer) {
        return switch (printer) {
            case Countertop.PrinterAt.Serial serial -> port(Place.Port.SERIAL, serial.device());
            case Countertop.PrinterAt.Sim() -> new Place.Simulated();
        };
    }

    private static Place at(Countertop.AntennaAt antenna) {
        return switch (antenna) {
            case Countertop.AntennaAt.Serial serial -> port(Place.Port.SERIAL, serial.device());
            case Countertop.AntennaAt.Sim() -> new Place.Simulated();
        };
    }

    private static Place at(Countertop.Scale scale) {
        return switch (scale) {
            case Countertop.Scale.Serial serial -> port(Place.Port.SERIAL, serial.device());
            case Countertop.Scale.Sim() -> new Place.Simulated();
        };
    }

    private static Place at(Countertop.VoiceBy voice) {
        return switch (voice) {
            case ESPEAK -> port(Place.Port.SOUND, "");
            case SIM -> new Place.Simulated();
        };
    }

    private static Place port(Place.Port port, String device) {
        return new Place.OfPort(port, device);
    }
}
