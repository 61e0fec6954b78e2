package onecard.edge.doctor;

import static onecard.edge.words.Message.ENGINE_DOWN;
import static onecard.edge.words.Message.ENGINE_DOWN_NEXT;
import static onecard.edge.words.Message.ENGINE_LINE;
import static onecard.edge.words.Message.ENGINE_MEASURED;
import static onecard.edge.words.Message.ENGINE_NONE;
import static onecard.edge.words.Message.ENGINE_NONE_NEXT;
import static onecard.edge.words.Message.ENGINE_OTHER_NEXT;
import static onecard.edge.words.Message.ENGINE_UNCALIBRATED;
import static onecard.edge.words.Message.ENGINE_UNCALIBRATED_NEXT;
import static onecard.edge.words.Message.ENGINE_UNFIT;
import static onecard.edge.words.Message.ENROL_AGAIN;
import static onecard.edge.words.Message.ENROL_AGAIN_NEXT;
import static onecard.edge.words.Message.RECORD_OTHER;
import static onecard.edge.words.Message.RECORD_TOO_FINE;
import static onecard.edge.words.Message.TARGET_FEWER_NEXT;
import static onecard.edge.words.Message.TARGET_FINE;
import static onecard.edge.words.Message.TARGET_NEXT;
import static onecard.edge.words.Message.TARGET_PEOPLE;
import static onecard.edge.words.Message.TARGET_PEOPLE_NEXT;
import static onecard.edge.words.Message.VAULT_FILING_NEXT;
import static onecard.edge.words.Message.VAULT_HOLDS;
import static onecard.edge.words.Message.VAULT_KEYLESS;
import static onecard.edge.words.Message.VAULT_KEYLESS_NEXT;
import static onecard.edge.words.Message.VAULT_NOT_YET;
import static onecard.edge.words.Message.VAULT_OTHER_KEY;
import static onecard.edge.words.Message.VAULT_OTHER_KEY_NEXT;
import static onecard.edge.words.Message.VAULT_OWES_NEXT;
import static onecard.edge.words.Message.VAULT_UNREAD;
import static onecard.edge.words.Message.VAULT_UNREAD_NEXT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import onecard.attendance.Attending;
import onecard.edge.bio.engine.BodyFactor;
import onecard.edge.bio.engine.Calibration;
import onecard.edge.bio.engine.EngineState;
import onecard.edge.bio.engine.EnginesHere;
import onecard.edge.bio.fit.EnrolAgain;
import onecard.edge.bio.fit.Support;
import onecard.edge.crypto.VaultKey;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.state.StateDir;
import onecard.edge.store.registry.CardHolders;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultLook;
import onecard.edge.store.vault.VaultLook.Kept;
import onecard.hal.bio.Modality;
import onecard.site.Secret;
import onecard.site.SiteProfile;

/// Whether people are known by their bodies here: the engines that compare, what their scores mean,
/// what each point asks of that, and the vault. Whether sensors are there [ReadersCheck] sees.
public final class BodiesCheck {

    private static final String VAULT = "vault";

    private final Path state;
    private final Instant now;
    private final Function<Modality, Optional<EnginesHere.Maker>> engines;
    private final List<Finding> findings = new ArrayList<>();

    /// @param state the state directory, which need not be there yet
    /// @param now the wall clock
    /// @param engines makes them; each is closed here
    public BodiesCheck(
            Path state, Instant now, Function<Modality, Optional<EnginesHere.Maker>> engines) {
        this.state = state;
        this.now = now;
        this.engines = engines;
    }

    /// Nothing where nobody is looked at, and nothing was ever kept.
    public List<Finding> check(SiteProfile site) {
        var calibrations = Calibration.all(site);
        engines(site, calibrations);
        var kept = vault(site);
        targets(site, Support.of(site, calibrations));
        again(site, calibrations, kept);
        return List.copyOf(findings);
    }

    // --- engines ---

    private void engines(SiteProfile site, Map<String, Calibration> calibrations) {
        new TreeMap<>(site.board().biometrics())
                .forEach(
                        (name, sensor) -> {
                            if (sensor.isComparedHere()) {
                                var engine = engines.apply(BodyFactor.modality(sensor.factor()));
                                var known = Objects.requireNonNull(calibrations.get(name));
                                findings.add(
                                        engine(
                                                "board.biometrics." + name + ".engine",
                                                EngineState.of(engine, known)));
                            }
                        });
    }

    private static Finding engine(String part, EngineState state) {
        return switch (state) {
            case EngineState.NotConfigured() ->
                    new Finding.Warn(part, ENGINE_NONE.with(), ENGINE_NONE_NEXT.with());
            case EngineState.Ready(var record) ->
                    new Finding.Ok(
                            part,
                            record.basis() == Basis.MEASURED
                                    ? ENGINE_MEASURED.with()
                                    : ENGINE_LINE.with());
            case EngineState.NotCalibrated(var why) when why.isEmpty() ->
                    new Finding.Warn(
                            part, ENGINE_UNCALIBRATED.with(), ENGINE_UNCALIBRATED_NEXT.with());
            case EngineState.NotCalibrated(var why) ->
                    new Finding.Fail(part, ENGINE_UNFIT.with(why), ENGINE_OTHER_NEXT.with());
            case EngineState.Down(var why) ->
                    new Finding.Fail(part, ENGINE_DOWN.with(why), ENGINE_DOWN_NEXT.with());
        };
    }

    // --- what points ask ---

    private void targets(SiteProfile site, List<Support.Asked> asked) {
        for (var each : asked) {
            var part = "points." + each.point() + "." + each.sensor();
            switch (each.support()) {
                case Support.Enough enough when each.alone() ->
                        findings.add(people(part, enough, named(site, each)));
                case Support.Enough _ -> findings.add(new Finding.Ok(part, TARGET_FINE.with()));
                case Support.TooFine(_, var most, int templates, int tries) ->
                        findings.add(
                                new Finding.Fail(
                                        part,
                                        RECORD_TOO_FINE.with(each.sensor(), most, templates, tries),
                                        TARGET_NEXT.with()));
                case Support.Other(var of, var here) ->
                        findings.add(
                                new Finding.Fail(
                                        part,
                                        RECORD_OTHER.with(of, here),
                                        ENGINE_OTHER_NEXT.with()));
                case Support.Unfit _, Support.Unknown _ -> {} // said of its engine
            }
        }
    }

    private static Finding people(String part, Support.Enough enough, Named named) {
        var found = TARGET_PEOPLE.with(enough.people(), enough.most(), named.people());
        if (named.people() <= enough.people()) {
            return new Finding.Ok(part, found);
        }
        return named.people() > enough.most() && !named.isOfRoster()
                ? new Finding.Fail(part, found, TARGET_PEOPLE_NEXT.with())
                : new Finding.Warn(part, found, TARGET_FEWER_NEXT.with());
    }

    /// @param people who are looked for, at most
    /// @param isOfRoster whether fewer are, by who is expected
    private record Named(long people, boolean isOfRoster) {}

    /// Nobody where something cannot be read, which is said of that.
    private Named named(SiteProfile site, Support.Asked asked) {
        var point =
                site.points().stream()
                        .filter(it -> it.id().equals(asked.point()))
                        .findFirst()
                        .orElseThrow();
        boolean roster = point.profile().attends().flatMap(Attending::roster).isPresent();
        try {
            var enrolled = VaultLook.enrolled(StateDir.vault(state), asked.modality());
            var lists = point.policy().lists();
            return new Named(CardHolders.named(StateDir.registry(state), lists, enrolled), roster);
        } catch (IOException _) {
            return new Named(0, roster);
        }
    }

    // --- what is kept ---

    /// @return what can be compared with
    private List<Kept> vault(SiteProfile site) {
        var file = StateDir.vault(state);
        boolean there = Files.exists(file);
        var key = site.keys().vault();
        if (!there && key.isPresent()) {
            findings.add(new Finding.Ok(VAULT, VAULT_NOT_YET.with()));
        } else if (there && key.isEmpty()) {
            findings.add(new Finding.Fail(VAULT, VAULT_KEYLESS.with(), VAULT_KEYLESS_NEXT.with()));
        } else if (there) {
            try {
                var count = VaultLook.count(file, now);
                if (count.isEmpty()) {
                    throw new IOException("it is of another layout");
                }
                findings.add(vault(file, key.get(), site.site(), count.get()));
                return VaultLook.kept(file);
            } catch (IOException failed) {
                findings.add(
                        new Finding.Fail(
                                VAULT,
                                VAULT_UNREAD.with(String.valueOf(failed.getMessage())),
                                VAULT_UNREAD_NEXT.with()));
            }
        }
        return List.of();
    }

    private Finding vault(Path file, Secret secret, String site, VaultLook.Count count)
            throws IOException {
        var holds = VAULT_HOLDS.with(count.people(), count.agreed(), Vault.FILING);
        var key = key(secret, site);
        if (key.isPresent() && !Vault.isOf(file, key.get())) {
            return new Finding.Fail(VAULT, VAULT_OTHER_KEY.with(), VAULT_OTHER_KEY_NEXT.with());
        }
        if (count.people() >= Vault.NEARLY_FILING) {
            return new Finding.Warn(VAULT, holds, VAULT_FILING_NEXT.with());
        }
        return count.owed() > 0
                ? new Finding.Warn(VAULT, holds, VAULT_OWES_NEXT.with(count.owed()))
                : new Finding.Ok(VAULT, holds);
    }

    /// Empty where it is not to be had; [KeysCheck] says why.
    private Optional<VaultKey> key(Secret secret, String site) {
        try {
            return Optional.of(VaultKey.of(secret, state, site));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void again(SiteProfile site, Map<String, Calibration> calibrations, List<Kept> kept) {
        int again =
                EnrolAgain.of(
                                site,
                                calibrations,
                                it -> engines.apply(it).map(EnginesHere.Maker::made),
                                kept)
                        .size();
        if (again > 0) {
            findings.add(
                    new Finding.Warn(
                            VAULT + ".enrolled", ENROL_AGAIN.with(again), ENROL_AGAIN_NEXT.with()));
        }
    }
}
