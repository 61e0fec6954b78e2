package onecard.edge.entrance;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onecard.edge.bio.engine.BodyFactor;
import onecard.edge.bio.engine.Calibration;
import onecard.edge.bio.fit.Support;
import onecard.hal.bio.Ability;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.camera.DirectoryCamera;
import onecard.hal.serial.FingerModule;
import onecard.hal.serial.FingerProfile;
import onecard.hal.serial.VeinModule;
import onecard.hal.serial.VeinProfile;
import onecard.hal.sim.SimBioSensor;
import onecard.hal.sim.SimWitness;
import onecard.site.BodySensor;
import onecard.site.SiteProfile;
import org.tinylog.Logger;
import org.tinylog.TaggedLogger;

/// What the site file's `board.biometrics` comes to: the driver of each sensor, and what scores
/// mean there.
final class BodySensors {

    private static final TaggedLogger LOG = Logger.tag("bio");

    /// So many a simulated sensor holds.
    private static final int SIM_SLOTS = 500;

    private BodySensors() {}

    /// Each by its name; nothing is opened yet.
    ///
    /// @param witness of what simulated ones do
    static Map<String, BioSensor> of(SiteProfile site, SimWitness witness, LongSupplier nanos) {
        var sensors = new HashMap<String, BioSensor>();
        site.board()
                .biometrics()
                .forEach((name, it) -> sensors.put(name, sensor(name, it, witness, nanos)));
        return sensors;
    }

    private static BioSensor sensor(
            String name, BodySensor sensor, SimWitness witness, LongSupplier nanos) {
        return switch (sensor.source()) {
            case BodySensor.Source.FingerModule(
                            var device,
                            var baud,
                            var model,
                            var level,
                            var gives) ->
                    FingerModule.of(
                            name,
                            Path.of(device),
                            baud,
                            FingerModule.ADDRESS,
                            FingerModule.PASSWORD,
                            new FingerProfile(model, gives(gives), level),
                            nanos);
            case BodySensor.Source.VeinModule(
                            var device,
                            var baud,
                            var model,
                            var users,
                            var tellsAttacks) ->
                    VeinModule.of(
                            name,
                            Path.of(device),
                            baud,
                            new VeinProfile(model, users, tellsAttacks),
                            nanos);
            case BodySensor.Source.Directory(var path, var model, var dpi) ->
                    DirectoryCamera.of(
                            name,
                            BodyFactor.modality(sensor.factor()),
                            Path.of(path),
                            model,
                            dpi,
                            nanos);
            case BodySensor.Source.Sim() -> simulated(name, sensor, witness, nanos);
        };
    }

    /// A module keeps whom it holds without current; this one, which keeps nothing, holds the same
    /// made-up person in each slot at every start, until somebody else is put there.
    private static BioSensor simulated(
            String name, BodySensor sensor, SimWitness witness, LongSupplier nanos) {
        var made =
                new SimBioSensor(
                        name,
                        BodyFactor.modality(sensor.factor()),
                        "simulated",
                        Set.of(
                                new Ability.MatchesOne(),
                                new Ability.MatchesMany(SIM_SLOTS),
                                new Ability.Enrols(SIM_SLOTS),
                                new Ability.DetectsAttacks(Pad.Evidence.NONE)),
                        name.hashCode(),
                        witness,
                        nanos);
        IntStream.range(0, SIM_SLOTS).forEach(made::fill);
        return made;
    }

    private static FingerProfile.Gives gives(BodySensor.Gives gives) {
        return switch (gives) {
            case BodySensor.Gives.Nothing() -> new FingerProfile.Gives.Nothing();
            case BodySensor.Gives.Picture(var width, var height, var dpi) ->
                    new FingerProfile.Gives.Picture(width, height, dpi);
        };
    }

    /// What cards may carry at that reader: of whom a sensor beside it looks at, where somebody may
    /// enrol cards at all.
    static Set<Modality> carried(SiteProfile site, String reader) {
        return site.keys().enrolments().isEmpty()
                ? Set.of()
                : site.points().stream()
                        .map(point -> point.looks().beside().getOrDefault(reader, Map.of()))
                        .flatMap(beside -> beside.keySet().stream())
                        .map(BodyFactor::modality)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// Of what its sensors give that is compared here.
    static Set<Modality> compared(SiteProfile site) {
        return site.board().biometrics().values().stream()
                .filter(BodySensor::isComparedHere)
                .map(sensor -> BodyFactor.modality(sensor.factor()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What scores mean at each, by its name.
    static Map<String, Calibration> calibrations(SiteProfile site) {
        var calibrations = Calibration.all(site);
        calibrations.forEach(
                (name, read) -> {
                    if (read instanceof Calibration.Unfit(var why)) {
                        LOG.error("nothing is compared at {} by its record: {}", name, why);
                    }
                });
        Support.of(site, calibrations).forEach(BodySensors::told);
        return calibrations;
    }

    /// What no score is known for is a mistake of the site file; the point goes on without it.
    private static void told(Support.Asked asked) {
        switch (asked.support()) {
            case Support.TooFine(var strangers, var most, _, _) ->
                    LOG.error(
                            "{}: false_match_one_in {} is finer than the record of {} holds for: {}",
                            asked.point(),
                            strangers,
                            asked.sensor(),
                            most);
            case Support.Other(var of, var here) ->
                    LOG.error(
                            "nothing is compared at {}: its record is of {}, and here is {}",
                            asked.sensor(),
                            of,
                            here);
            case Support.Unknown() ->
                    LOG.warn(
                            "nothing is compared at {}: it has no calibration record",
                            asked.sensor());
            case Support.Enough _, Support.Unfit _ -> {}
        }
    }
}
