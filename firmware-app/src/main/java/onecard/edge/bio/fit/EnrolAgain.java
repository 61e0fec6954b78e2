package onecard.edge.bio.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import onecard.access.Token;
import onecard.edge.bio.engine.BodyFactor;
import onecard.edge.bio.engine.Calibration;
import onecard.edge.match.Template;
import onecard.edge.store.vault.VaultLook.Kept;
import onecard.hal.bio.Modality;
import onecard.site.SiteProfile;

/// Who must be enrolled again: they agree, something is kept of them, and no sensor of the site
/// file can make anything of it. Another extractor, model or sensor than the one they were enrolled
/// by says nothing of them: they are not compared by a low score, but not at all.
///
/// @param held what is kept, for people: of what making, or the sensor whose module it is in
public record EnrolAgain(Token person, Modality modality, String held) {

    /// What templates must be for a sensor.
    ///
    /// @param sensor empty: of any model
    private record Fits(Template.Made made, String sensor) {}

    /// By modality and person. Of an engine that nobody knows here nothing is said.
    ///
    /// @param calibrations by name of the sensor
    /// @param made what an engine makes now; empty where there is none
    public static List<EnrolAgain> of(
            SiteProfile site,
            Map<String, Calibration> calibrations,
            Function<Modality, Optional<Template.Made>> made,
            List<Kept> kept) {
        var known = new Sensors(site, calibrations, made);
        var useful = new HashSet<Who>();
        var others = new TreeMap<Who, Kept>();
        for (var each : kept) {
            var who = new Who(each.modality(), each.person());
            if (known.judge(each.modality())) {
                if (known.isUseful(each)) {
                    useful.add(who);
                } else {
                    others.put(who, each);
                }
            }
        }
        others.keySet().removeAll(useful);
        return others.values().stream()
                .map(it -> new EnrolAgain(it.person(), it.modality(), said(it)))
                .toList();
    }

    private static String said(Kept kept) {
        return switch (kept) {
            case Kept.InSlot(_, _, var sensor, _) -> sensor;
            case Kept.Made(_, _, var made, var sensor) ->
                    Support.said(made) + (sensor.isEmpty() ? "" : ", " + sensor);
        };
    }

    private record Who(Modality modality, Token person) implements Comparable<Who> {
        @Override
        public int compareTo(Who other) {
            int byModality = modality.compareTo(other.modality);
            return byModality != 0
                    ? byModality
                    : person.toString().compareTo(other.person.toString());
        }
    }

    /// What the sensors of a site file can make use of.
    private static final class Sensors {
        private final Map<Modality, List<Fits>> compared = new HashMap<>();
        private final Map<Modality, Set<String>> devices = new HashMap<>();
        private final Set<Modality> unknown = new HashSet<>();

        Sensors(
                SiteProfile site,
                Map<String, Calibration> calibrations,
                Function<Modality, Optional<Template.Made>> made) {
            site.board()
                    .biometrics()
                    .forEach(
                            (name, sensor) -> {
                                var modality = BodyFactor.modality(sensor.factor());
                                if (!sensor.isComparedHere()) {
                                    devices.computeIfAbsent(modality, _ -> new HashSet<>())
                                            .add(name);
                                } else {
                                    add(
                                            modality,
                                            made.apply(modality),
                                            Objects.requireNonNull(calibrations.get(name)));
                                }
                            });
        }

        private void add(Modality modality, Optional<Template.Made> made, Calibration calibration) {
            if (made.isEmpty()) {
                unknown.add(modality);
                return;
            }
            var model = calibration instanceof Calibration.Said(var record) ? record.sensor() : "";
            compared.computeIfAbsent(modality, _ -> new ArrayList<>())
                    .add(new Fits(made.get(), model));
        }

        /// Whether any sensor looks at that, and nobody has to guess.
        boolean judge(Modality modality) {
            return !unknown.contains(modality)
                    && (compared.containsKey(modality) || devices.containsKey(modality));
        }

        boolean isUseful(Kept kept) {
            return switch (kept) {
                case Kept.InSlot(_, var modality, var sensor, boolean reached) ->
                        reached && devices.getOrDefault(modality, Set.of()).contains(sensor);
                case Kept.Made(_, var modality, var made, var sensor) ->
                        compared.getOrDefault(modality, List.of()).stream()
                                .anyMatch(
                                        it ->
                                                it.made().equals(made)
                                                        && (it.sensor().isEmpty()
                                                                || sensor.isEmpty()
                                                                || it.sensor().equals(sensor)));
            };
        }
    }
}
