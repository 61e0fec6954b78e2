package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.bio.engine.Calibration;
import onecard.edge.bio.engine.EnginesHere;
import onecard.edge.bio.fit.EnrolAgain;
import onecard.edge.bio.fit.FitForFiles;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.Enrolment;
import onecard.edge.match.Template;
import onecard.edge.match.eval.PictureFile;
import onecard.edge.match.eval.PictureFile.NoPicture;
import onecard.edge.state.VaultRequest;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Consent;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultLook;
import onecard.edge.words.Message;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;
import onecard.site.SiteProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `enrol`: keeps a part of the body of somebody who agreed, from pictures of it, by the daemon
/// that runs or in its place; or of whoever stands at a sensor of the daemon. Pictures are read and
/// not kept.
@Command(name = "enrol", mixinStandardHelpOptions = true)
public final class EnrolCommand implements Callable<Integer> {

    /// Below and above that no sensor of fingers is.
    private static final int DPI_MIN = 250;

    private static final int DPI_MAX = 2_000;

    @Mixin private VaultOptions vault = new VaultOptions();

    @Option(names = "--card", paramLabel = "KIND:TOKEN", descriptionKey = "onecard.enrol.card")
    private Optional<String> card = Optional.empty();

    @Option(names = "--for", paramLabel = "finger|face|vein", descriptionKey = "onecard.enrol.for")
    private Optional<String> part = Optional.empty();

    @Option(names = "--finger", paramLabel = "1..10", descriptionKey = "onecard.enrol.finger")
    private int finger;

    @Option(names = "--dpi", paramLabel = "N", descriptionKey = "onecard.enrol.dpi")
    private int dpi = 500;

    @Option(names = "--sensor", paramLabel = "MODEL", descriptionKey = "onecard.enrol.sensor")
    private String sensor = "file";

    @Option(names = "--at", paramLabel = "NAME", descriptionKey = "onecard.enrol.at")
    private Optional<String> at = Optional.empty();

    @Option(names = "--list", descriptionKey = "onecard.enrol.list")
    private boolean list;

    @Option(names = "--json", descriptionKey = "onecard.enrol.json")
    private boolean json;

    @Parameters(arity = "0..*", paramLabel = "FILE", descriptionKey = "onecard.enrol.file")
    private List<Path> files = List.of();

    private final Console console;

    public EnrolCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        // Nothing is shown: no display is looked for.
        System.setProperty("java.awt.headless", "true");
        if (list || json) {
            return again();
        }
        var modality = PartOption.modality(part.orElse("finger"), console);
        if (modality.isEmpty() || !isUsable(modality.get())) {
            return Exit.USAGE;
        }
        return switch (vault.person(console)) {
            case VaultOptions.Whose.Of(var person, var shown) -> {
                var who = who(person, shown);
                yield who.isPresent() ? enrolled(who.get(), modality.get()) : Exit.USAGE;
            }
            case VaultOptions.Whose.Not(int exit) -> exit;
        };
    }

    /// Who must be enrolled again. Reads the files, and asks nobody.
    private int again() throws IOException {
        boolean alone = card.isEmpty() && part.isEmpty() && at.isEmpty() && files.isEmpty();
        if (!list || !alone || !vault.isOfNobody()) {
            console.complain(Message.ENROL_LIST_SITE);
            return Exit.USAGE;
        }
        var profile = vault.profile(console);
        if (profile.isEmpty()) {
            return Exit.PROBLEMS;
        }
        if (profile.get().isEmpty()) {
            console.complain(Message.ENROL_LIST_SITE);
            return Exit.USAGE;
        }
        var site = profile.get().get();
        var again =
                EnrolAgain.of(
                        site,
                        Calibration.all(site),
                        new EnginesHere(site.faces())::made,
                        VaultLook.kept(vault.vault()));
        if (json) {
            console.print(
                    Canonical.text(
                            new Json.Arr(again.stream().<Json>map(EnrolCommand::json).toList())));
            return 0;
        }
        if (again.isEmpty()) {
            console.tell(Message.ENROL_LIST_NONE);
        }
        again.forEach(
                it ->
                        console.tell(
                                Message.ENROL_LIST_ONE,
                                it.person(),
                                Vault.wire(it.modality()),
                                it.held()));
        return 0;
    }

    private static Json.Obj json(EnrolAgain again) {
        return Json.Obj.EMPTY
                .with("person", again.person().toString())
                .with("modality", Vault.wire(again.modality()))
                .with("held", again.held());
    }

    private int enrolled(Enrolled who, Modality modality) throws IOException {
        if (at.isPresent()) {
            return at(who, at.get());
        }
        // Asked before anything of the body is looked at, and once more by whoever keeps it.
        if (!agreed(who.person(), modality)) {
            console.complain(Message.VAULT_NO_CONSENT);
            return Exit.FAILED;
        }
        return fromFiles(who, modality);
    }

    private int at(Enrolled who, String name) throws IOException {
        console.tell(Message.ENROL_AT, name);
        return switch (vault.ask(VaultRequest.enrolAt(who, name, finger), console)) {
            case VaultOptions.Asked.Done(var answer) -> {
                console.tell(
                        Message.ENROLLED_AT,
                        name,
                        answer.number("templates").orElse(0L),
                        answer.number("slots").orElse(0L));
                yield 0;
            }
            case VaultOptions.Asked.Not(int exit) -> exit;
        };
    }

    private int fromFiles(Enrolled who, Modality modality) throws IOException {
        var profile = vault.profile(console);
        if (profile.isEmpty()) {
            return Exit.PROBLEMS;
        }
        var made = new EnginesHere(profile.get().flatMap(SiteProfile::faces)).maker(modality);
        if (made.isEmpty()) {
            console.complain(Message.ENROL_NO_ENGINE, Vault.wire(modality));
            return Exit.FAILED;
        }
        try (var engine = made.get().make()) {
            var records = profile.get().map(Calibration::all).orElseGet(Map::of);
            return switch (FitForFiles.of(profile.get(), records, engine, sensor)) {
                case FitForFiles.Fit(double least) -> fromFiles(who, engine, least);
                case FitForFiles.Unfit(var models) -> uncalibrated(modality, models);
            };
        } catch (EngineFailed failed) {
            console.complain(Message.ENROL_ENGINE, String.valueOf(failed.getMessage()));
            return Exit.FAILED;
        }
    }

    private int uncalibrated(Modality modality, List<String> models) {
        if (models.isEmpty()) {
            console.complain(Message.ENROL_UNCALIBRATED, Vault.wire(modality), sensor);
        } else {
            console.complain(
                    Message.ENROL_MODEL, Vault.wire(modality), String.join(", ", models), sensor);
        }
        return Exit.FAILED;
    }

    private int fromFiles(Enrolled who, Engine engine, double least) throws IOException {
        var views = new ArrayList<Sample>();
        try {
            for (var file : files) {
                views.add(
                        PictureFile.read(
                                file,
                                engine.modality() == Modality.FINGER
                                        ? OptionalInt.of(dpi)
                                        : OptionalInt.empty()));
            }
            engine.warmUp();
            return kept(who, Enrolment.of(engine, views, finger, sensor, Instant.now(), least));
        } catch (NoPicture no) {
            console.complain(
                    Message.ENROL_POOR, files.get(views.size()), String.valueOf(no.getMessage()));
            return Exit.PROBLEMS;
        } catch (EngineFailed failed) {
            console.complain(Message.ENROL_ENGINE, String.valueOf(failed.getMessage()));
            return Exit.FAILED;
        } finally {
            views.forEach(Sample::wipe);
        }
    }

    private boolean isUsable(Modality modality) {
        boolean unsaid = at.isPresent() && finger == 0; // whoever it is at says which part it is
        boolean fits =
                modality == Modality.FACE
                        ? finger == 0
                        : unsaid || (finger >= 1 && finger <= Template.FINGERS);
        if (!fits) {
            console.complain(
                    modality == Modality.FACE ? Message.ENROL_FACE : Message.ENROL_FINGER, finger);
            return false;
        }
        if (at.isPresent()) {
            if (part.isPresent()) {
                console.complain(Message.ENROL_PART_OF_SENSOR);
            }
            if (!files.isEmpty()) {
                console.complain(Message.ENROL_EITHER);
            }
            return part.isEmpty() && files.isEmpty();
        }
        if (!Consent.isLabel(sensor)) {
            console.complain(Message.CONSENT_LABEL, sensor);
            return false;
        }
        if (dpi < DPI_MIN || dpi > DPI_MAX) {
            console.complain(Message.ENROL_DPI, DPI_MIN, DPI_MAX, dpi);
            return false;
        }
        if (files.size() < Enrolment.VIEWS_MIN || files.size() > Enrolment.VIEWS_MAX) {
            console.complain(
                    Message.ENROL_VIEWS, Enrolment.VIEWS_MIN, Enrolment.VIEWS_MAX, files.size());
            return false;
        }
        var twice = files.stream().filter(it -> Collections.frequency(files, it) > 1).findFirst();
        twice.ifPresent(it -> console.complain(Message.ENROL_TWICE, it));
        return twice.isEmpty();
    }

    /// The card that was shown, or the one that is written.
    private Optional<Enrolled> who(Token person, Optional<Enrolled> shown) {
        if (shown.isPresent() == card.isPresent()) {
            console.complain(Message.ENROL_WHICH_CARD);
            return Optional.empty();
        }
        if (shown.isPresent()) {
            return shown;
        }
        var text = card.orElseThrow();
        int colon = text.indexOf(':');
        var kind = CredentialKind.ofWire(text.substring(0, Math.max(colon, 0)));
        var token = Token.parse(text.substring(colon + 1));
        if (kind.isEmpty() || token.isEmpty()) {
            console.complain(Message.ENROL_CARD, text);
            return Optional.empty();
        }
        return Optional.of(new Enrolled(person, kind.get(), token.get()));
    }

    private boolean agreed(Token person, Modality modality) throws IOException {
        return VaultLook.of(vault.vault(), person).stream()
                .filter(it -> it.modality() == modality && it.person().equals(person))
                .flatMap(it -> it.agreed().stream())
                .anyMatch(it -> it.holds(Instant.now()));
    }

    private int kept(Enrolled who, Enrolment enrolment) throws IOException {
        return switch (enrolment) {
            case Enrolment.Good(var templates) -> kept(who, templates);
            case Enrolment.Poor(int view, var why) -> {
                console.complain(Message.ENROL_POOR, files.get(view - 1), why);
                yield Exit.PROBLEMS;
            }
            case Enrolment.Unlike(int first, int second) -> {
                console.complain(Message.ENROL_UNLIKE, files.get(first - 1), files.get(second - 1));
                yield Exit.PROBLEMS;
            }
        };
    }

    private int kept(Enrolled who, List<Template> templates) throws IOException {
        try {
            return switch (vault.ask(VaultRequest.enrol(who, templates), console)) {
                case VaultOptions.Asked.Done(var answer) -> {
                    console.tell(
                            Message.ENROLLED,
                            answer.number("templates").orElse(0L),
                            Vault.wire(templates.getFirst().modality()),
                            finger == 0 ? "" : finger);
                    yield 0;
                }
                case VaultOptions.Asked.Not(int exit) -> exit;
            };
        } finally {
            templates.forEach(Template::wipe);
        }
    }
}
