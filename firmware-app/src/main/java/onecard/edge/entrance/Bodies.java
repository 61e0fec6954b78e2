package onecard.edge.entrance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.access.Factor;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.edge.bio.engine.BodyFactor;
import onecard.edge.bio.engine.Calibration;
import onecard.edge.bio.engine.Comparing;
import onecard.edge.bio.engine.Engines;
import onecard.edge.bio.engine.EnginesHere;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.bio.look.CardTemplates;
import onecard.edge.bio.look.CarriedPeople;
import onecard.edge.bio.look.LookDesk;
import onecard.edge.bio.look.LookTerms;
import onecard.edge.bio.look.People;
import onecard.edge.bio.look.VaultPeople;
import onecard.edge.bio.recognise.Comers;
import onecard.edge.bio.recognise.Recognition;
import onecard.edge.bio.sensor.Emptying;
import onecard.edge.bio.sensor.ForeignModules;
import onecard.edge.bio.sensor.ModuleMarks;
import onecard.edge.bio.sensor.SensorDesk;
import onecard.edge.bio.sensor.SensorEnrolment;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.intake.CardsRead;
import onecard.edge.intake.Matcher;
import onecard.edge.intake.SeenTaps;
import onecard.edge.intake.Stimulus;
import onecard.edge.state.AtSensor;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultChange;
import onecard.edge.watch.DeviceAlarms;
import onecard.edge.watch.Vitals;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.BioSensor;
import onecard.hal.sim.SimWitness;
import onecard.site.BodyTerms;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.time.Moment;
import org.tinylog.Logger;

/// The sensors that look at people, and what becomes of what they see. Made first; opened last.
public final class Bodies implements AtSensor, AutoCloseable {

    /// What they reach.
    ///
    /// @param vault absent: nobody is enrolled
    /// @param comers who may come to a point without a card; each of one thread
    /// @param out the way into the edge loop
    /// @param witness of what simulated sensors do
    /// @param alarms told where a module is foreign
    /// @param fatal told of a bug; ends the process
    public record Ports(
            Optional<Vault> vault,
            Function<SitePoint, Comers> comers,
            Consumer<Stimulus> out,
            Supplier<Moment> clock,
            LongSupplier nanos,
            SimWitness witness,
            DeviceAlarms alarms,
            Consumer<Throwable> fatal) {

        Supplier<Instant> wall() {
            return () -> clock.get().wall();
        }
    }

    private final Map<String, BioSensor> sensors;
    private final Map<String, Calibration> calibrations;
    private final Ports ports;
    private final CardTemplates cards;
    private final MatchThread thread;
    private final Engines engines;
    private final Map<String, SensorDesk> desks = new HashMap<>();
    private final Map<String, LookDesk> looks = new HashMap<>();
    private final Map<String, SitePoint> alone = new HashMap<>();
    private final People people;
    private final Map<String, Emptying> emptying = new HashMap<>();
    private final Map<String, ModuleMarks> marks = new HashMap<>();
    private final ForeignModules foreign;
    private final Map<String, SensorEnrolment> enrolments = new HashMap<>();
    private final List<Recognition> recognitions = new ArrayList<>();

    private Bodies(
            Map<String, BioSensor> sensors,
            Map<String, Calibration> calibrations,
            Engines engines,
            CardTemplates cards,
            Ports ports) {
        this.sensors = Map.copyOf(sensors);
        this.calibrations = Map.copyOf(calibrations);
        this.ports = ports;
        this.engines = engines;
        this.cards = cards;
        this.thread = new MatchThread(ports.fatal(), ports.nanos(), cards::tidy);
        this.foreign = new ForeignModules(ports.alarms());
        this.people = ports.vault().<People>map(VaultPeople::new).orElse(People.NOBODY);
        for (var sensor : sensors.values()) {
            var desk = new SensorDesk(sensor, new Present());
            desks.put(sensor.name(), desk);
            ports.vault().ifPresent(it -> kept(desk, it));
        }
    }

    private void kept(SensorDesk desk, Vault vault) {
        var empties = new Emptying(desk, vault.slots(), thread, ports.nanos());
        emptying.put(desk.name(), empties);
        var marking =
                new ModuleMarks(
                        desk,
                        new ModuleMarks.Ports(
                                vault.modules(), thread, foreign, ports.wall(), ports.nanos()));
        marks.put(desk.name(), marking);
        enrolments.put(
                desk.name(),
                new SensorEnrolment(
                        desk,
                        new SensorEnrolment.Ports(
                                vault,
                                comparing(desk),
                                thread,
                                () -> {
                                    marking.begin();
                                    empties.begin();
                                },
                                ports.wall(),
                                ports.nanos())));
    }

    /// Nothing is opened yet.
    public static Bodies of(SiteProfile site, Ports ports) {
        var enrolments = new TrustedKeys(site.keys().enrolments());
        var retention = site.bodies().map(BodyTerms::retention).orElse(Duration.ZERO);
        var bodies =
                new Bodies(
                        BodySensors.of(site, ports.witness(), ports.nanos()),
                        BodySensors.calibrations(site),
                        new Engines(new EnginesHere(site.faces()), BodySensors.compared(site)),
                        new CardTemplates(enrolments, retention, ports.clock(), ports.nanos()),
                        ports);
        for (var point : site.points()) {
            var beside = new HashSet<String>();
            point.looks().beside().values().forEach(all -> beside.addAll(all.values()));
            beside.forEach(name -> bodies.looks.put(name, bodies.look(name, point)));
            point.looks().alone().forEach(name -> bodies.alone.put(name, point));
        }
        return bodies;
    }

    private Supplier<Optional<Comparing>> comparing(SensorDesk sensor) {
        return engines.at(
                sensor.modality(), Objects.requireNonNull(calibrations.get(sensor.name())));
    }

    private LookDesk look(String name, SitePoint point) {
        var sensor = desk(name);
        // Whoever pays by a copy of a finger takes what is another's.
        var terms = new LookTerms(point.looks().strangers(), point.till().isPresent());
        return new LookDesk(
                sensor,
                terms,
                new LookDesk.Ports(
                        new CarriedPeople(people, cards),
                        comparing(sensor),
                        thread,
                        ports.out(),
                        ports.wall()));
    }

    /// Hears what cards carry to compare their holders with. Whatever is kept of somebody whose
    /// tokens are others now is theirs under those before anybody looks at them; that waits for the
    /// disk, once a person.
    public CardsRead cards() {
        return (reader, card, subject, references) -> {
            ports.vault().ifPresent(vault -> renamed(vault, card.renamed()));
            cards.carried(reader, card, subject, references);
        };
    }

    /// Where it cannot be written now they are asked for another factor, and it is tried again when
    /// they come next.
    private static void renamed(Vault vault, Renamed renamed) {
        try {
            if (!renamed.isNothing() && vault.keepsAny(renamed.present().keySet())) {
                var made = vault.moved(renamed.present());
                Logger.info(
                        "{} templates and {} slots are somebody's under the site's present key",
                        made.templates(),
                        made.slots());
            }
        } catch (StoreFailed failed) {
            Logger.error(
                    "what is kept of somebody stays under the former key: {}", failed.getMessage());
        }
    }

    /// Each by its name.
    public Map<String, BioSensor> sensors() {
        return sensors;
    }

    /// What looks at whoever taps at each reader of a point.
    public Map<String, Map<Factor, Matcher>> at(SitePoint point) {
        var all = new HashMap<String, Map<Factor, Matcher>>();
        point.looks()
                .beside()
                .forEach(
                        (reader, beside) -> {
                            var here = new EnumMap<Factor, Matcher>(Factor.class);
                            beside.forEach(
                                    (factor, name) ->
                                            here.put(
                                                    factor,
                                                    Objects.requireNonNull(looks.get(name))));
                            all.put(reader, here);
                        });
        return all;
    }

    /// Begins, where there is a sensor.
    ///
    /// @param seen who hears of whom a sensor knows again, by its name and what it looks at
    public void open(BiFunction<String, Factor, SeenTaps> seen) {
        if (sensors.isEmpty()) {
            return;
        }
        thread.start();
        for (var beginning : engines.beginnings()) { // the first that are waited for
            boolean _ = thread.offer(beginning);
        }
        sensors.forEach((name, sensor) -> sensor.open(desk(name)));
        alone.forEach((name, point) -> recognitions.add(recognition(desk(name), point, seen)));
        recognitions.forEach(Recognition::open);
    }

    private Recognition recognition(
            SensorDesk sensor, SitePoint point, BiFunction<String, Factor, SeenTaps> seen) {
        var taps = seen.apply(sensor.name(), BodyFactor.of(sensor.modality()));
        return new Recognition(
                sensor,
                new LookTerms(point.looks().strangers(), !point.looks().watched()),
                new Recognition.Ports(
                        people,
                        ports.comers().apply(point),
                        comparing(sensor),
                        thread,
                        new Told(taps),
                        ports.wall(),
                        ports.nanos()));
    }

    private record Told(SeenTaps taps) implements Recognition.Seen {
        @Override
        public void person(String sensor, Enrolled person, long nanos) {
            taps.person(sensor, person, nanos);
        }

        @Override
        public void stranger(String sensor) {
            taps.stranger();
        }

        @Override
        public void alike(String sensor) {
            taps.alike();
        }

        @Override
        public void unable(String sensor, String why) {
            taps.lost(sensor, why);
        }

        @Override
        public void able(String sensor) {
            taps.back(sensor);
        }
    }

    /// In events it is a reader.
    private final class Present implements SensorDesk.Presence {
        @Override
        public void back(BioEvent.Back back) {
            ports.out().accept(new Stimulus.ReaderBack(back.sensor()));
            Optional.ofNullable(marks.get(back.sensor())).ifPresent(ModuleMarks::begin);
            Optional.ofNullable(emptying.get(back.sensor())).ifPresent(Emptying::begin);
        }

        @Override
        public void lost(String sensor, String why) {
            ports.out().accept(new Stimulus.ReaderLost(sensor, why));
        }
    }

    private SensorDesk desk(String sensor) {
        return Objects.requireNonNull(desks.get(sensor));
    }

    @Override
    public VaultChange enrol(String sensor, Enrolled who, int finger, String by)
            throws StoreFailed {
        var enrolment = Optional.ofNullable(enrolments.get(sensor));
        return enrolment.isPresent()
                ? enrolment.get().enrol(who, finger, by)
                : new VaultChange.Not(Reason.BAD_REQUEST);
    }

    @Override
    public VaultChange empty(String sensor, String by) throws StoreFailed {
        var marking = Optional.ofNullable(marks.get(sensor));
        var change =
                marking.isPresent()
                        ? marking.get().empty(by)
                        : new VaultChange.Not(Reason.BAD_REQUEST);
        changed(); // slots of ours are noted as empty
        return change;
    }

    /// Somebody has withdrawn, or was forgotten: sensors may hold them still. Any thread.
    public void changed() {
        emptying.values().forEach(Emptying::begin);
    }

    void watchedBy(Vitals vitals) {
        sensors.forEach((name, sensor) -> vitals.reader(name, sensor::progressNanos));
        if (!sensors.isEmpty()) {
            vitals.part("match", thread::progressNanos);
        }
    }

    /// Sensors first: nobody is looked at any more.
    @Override
    public void close() {
        sensors.values().forEach(BioSensor::close);
        recognitions.forEach(Recognition::close);
        thread.close();
        cards.close();
        engines.close();
    }
}
