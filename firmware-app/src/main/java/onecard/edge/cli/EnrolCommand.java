package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.Enrolment;
import onecard.edge.match.Template;
import onecard.edge.match.eval.PictureFile;
import onecard.edge.match.eval.PictureFile.NoPicture;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.state.VaultRequest;
import onecard.edge.store.Consent;
import onecard.edge.store.Enrolled;
import onecard.edge.store.VaultLook;
import onecard.edge.words.Message;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `enrol`: keeps a finger of somebody who agreed, from pictures of it, by the daemon that runs or
/// in its place; or whoever stands at a sensor of the daemon. Pictures are read and not kept.
@Command(name = "enrol", mixinStandardHelpOptions = true)
public final class EnrolCommand implements Callable<Integer> {

    @Mixin private VaultOptions vault = new VaultOptions();

    @Option(
            names = "--card",
            required = true,
            paramLabel = "KIND:TOKEN",
            descriptionKey = "onecard.enrol.card")
    private String card = "";

    @Option(names = "--finger", paramLabel = "1..10", descriptionKey = "onecard.enrol.finger")
    private int finger;

    @Option(names = "--dpi", paramLabel = "N", descriptionKey = "onecard.enrol.dpi")
    private int dpi = 500;

    @Option(names = "--sensor", paramLabel = "MODEL", descriptionKey = "onecard.enrol.sensor")
    private String sensor = "file";

    @Option(names = "--at", paramLabel = "NAME", descriptionKey = "onecard.enrol.at")
    private Optional<String> at = Optional.empty();

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
        var whose = vault.whose(console);
        var who = whose.flatMap(this::who);
        if (who.isEmpty() || !isUsable()) {
            return Exit.USAGE;
        }
        // Asked before anything of the body is looked at, and once more by whoever keeps it.
        if (at.isEmpty() && !agreed(who.get().person())) {
            console.complain(Message.VAULT_NO_CONSENT);
            return Exit.FAILED;
        }
        return at.isPresent() ? at(who.get(), at.get()) : fromFiles(who.get());
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

    private int fromFiles(Enrolled who) throws IOException {
        var views = new ArrayList<Sample>();
        try (Engine engine = new FingerEngine()) {
            for (var file : files) {
                views.add(PictureFile.read(file, OptionalInt.of(dpi)));
            }
            engine.warmUp();
            return kept(
                    who,
                    Enrolment.of(
                            engine,
                            views,
                            finger,
                            sensor,
                            Instant.now(),
                            Enrolment.least(FingerEngine.LINE)));
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

    private boolean isUsable() {
        if (at.isPresent()) {
            if (finger < 0 || finger > Template.FINGERS) {
                console.complain(Message.ENROL_FINGER, finger);
                return false;
            }
            if (!files.isEmpty()) {
                console.complain(Message.ENROL_EITHER);
                return false;
            }
            return true;
        }
        if (finger < 1 || finger > Template.FINGERS) {
            console.complain(Message.ENROL_FINGER, finger);
            return false;
        }
        if (!Consent.isLabel(sensor)) {
            console.complain(Message.CONSENT_LABEL, sensor);
            return false;
        }
        if (files.size() < Enrolment.VIEWS_MIN || files.size() > Enrolment.VIEWS_MAX) {
            console.complain(
                    Message.ENROL_VIEWS, Enrolment.VIEWS_MIN, Enrolment.VIEWS_MAX, files.size());
            return false;
        }
        return true;
    }

    private Optional<Enrolled> who(Token person) {
        int at = card.indexOf(':');
        var kind = CredentialKind.ofWire(card.substring(0, Math.max(at, 0)));
        var token = Token.parse(card.substring(at + 1));
        if (kind.isEmpty() || token.isEmpty()) {
            console.complain(Message.ENROL_CARD, card);
            return Optional.empty();
        }
        return Optional.of(new Enrolled(person, kind.get(), token.get()));
    }

    private boolean agreed(Token person) throws IOException {
        return VaultLook.of(vault.vault(), person).stream()
                .filter(it -> it.modality() == Modality.FINGER && it.person().equals(person))
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
                    console.tell(Message.ENROLLED, answer.number("templates").orElse(0L), finger);
                    yield 0;
                }
                case VaultOptions.Asked.Not(int exit) -> exit;
            };
        } finally {
            templates.forEach(Template::wipe);
        }
    }
}
