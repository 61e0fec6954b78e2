package onecard.edge.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.access.CredentialKind;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.match.Envelope;
import onecard.edge.match.Template;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Consent;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultChange;
import onecard.hal.bio.Modality;
import onecard.site.BodyTerms;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import org.tinylog.Logger;

/// What people agree to, what is kept of their bodies, and that it goes: for whoever may open the
/// control socket. Templates come over it as they are: it is its owner's alone, and leads nowhere
/// else. Thread-safe.
public final class VaultRequest {

    /// `do` of a request.
    static final String DO = "vault";

    /// As long as a consent may be given for.
    public static final int DAYS_MAX = 3_650;

    /// Of one request: three views of each finger.
    private static final int TEMPLATES_MAX = 30;

    private static final VaultChange BAD = new VaultChange.Not(Reason.BAD_REQUEST);

    private final Optional<VaultKeeper> keeper;
    private final AtSensor sensors;
    private final Path file;
    private final Supplier<Moment> clock;

    /// Where no daemon runs.
    ///
    /// @param keeper absent where the site file has no key for a vault, or it does not open
    /// @param file of the vault, which may be there all the same
    public VaultRequest(Optional<VaultKeeper> keeper, Path file, Supplier<Moment> clock) {
        this(keeper, AtSensor.NONE, file, clock);
    }

    /// @param keeper absent where the site file has no key for a vault, or it does not open
    /// @param file of the vault, which may be there all the same
    public VaultRequest(
            Optional<VaultKeeper> keeper, AtSensor sensors, Path file, Supplier<Moment> clock) {
        this.keeper = keeper;
        this.sensors = sensors;
        this.file = file;
        this.clock = clock;
    }

    // --- requests ---

    /// @param days it is given for
    public static Json.Obj consent(
            Token person,
            Modality modality,
            String purpose,
            String text,
            String channel,
            boolean guardian,
            boolean mayMove,
            int days) {
        return request("consent", person)
                .with("modality", Vault.wire(modality))
                .with("purpose", purpose)
                .with("text", text)
                .with("channel", channel)
                .with("guardian", guardian)
                .with("may_move", mayMove)
                .with("days", days);
    }

    /// @param token of a person, or of the card that stands for them
    public static Json.Obj withdraw(Token token, Modality modality) {
        return request("withdraw", token).with("modality", Vault.wire(modality));
    }

    /// @param token of a person, or of the card that stands for them
    public static Json.Obj forget(Token token) {
        return request("forget", token);
    }

    /// @param templates of one modality; the caller wipes them
    public static Json.Obj enrol(Enrolled who, List<Template> templates) {
        var envelopes =
                templates.stream()
                        .map(it -> Base64.getEncoder().encodeToString(Envelope.bytes(it)))
                        .toList();
        return request("enrol", who.person())
                .with("kind", who.kind().wire())
                .with("card", who.card().toString())
                .with("templates", Json.Arr.ofText(envelopes));
    }

    /// Whoever stands at that sensor.
    ///
    /// @param sensor its name
    /// @param finger as in [Template]
    public static Json.Obj enrolAt(Enrolled who, String sensor, int finger) {
        return request("enrol_at", who.person())
                .with("kind", who.kind().wire())
                .with("card", who.card().toString())
                .with("sensor", sensor)
                .with("finger", finger);
    }

    private static Json.Obj request(String what, Token token) {
        return Json.Obj.EMPTY.with("do", DO).with("what", what).with("token", token.toString());
    }

    // --- answers ---

    /// `ok`; with it how many `templates` and `slots` came or went, and whether the journal has the
    /// record (`recorded`); else the `reason`.
    ///
    /// @param user who asks
    public Json.Obj answer(Json.Obj request, String user) {
        var by = LocalCommands.by(user);
        try {
            if (keeper.isEmpty()) {
                return withoutKey(request, by);
            }
            var listed = ModuleRequest.listed(keeper.get(), request);
            return listed.isPresent()
                    ? listed.get()
                    : told(keeper.get(), changed(keeper.get(), request, by));
        } catch (IOException failed) {
            Logger.error("the vault failed: {}", failed.getMessage());
            return refused(Reason.DEVICE_FAULT);
        }
    }

    /// Who agrees no more, or asks to be forgotten, has it so, whether we can read what is kept of
    /// them or not.
    private Json.Obj withoutKey(Json.Obj request, String by) throws IOException {
        var token = request.text("token").flatMap(Token::parse);
        if (token.isEmpty() || Files.notExists(file)) {
            return refused(Reason.NOT_ALLOWED);
        }
        var at = clock.get().wall();
        synchronized (this) { // nobody else has it open
            return switch (request.text("what").orElse("")) {
                case "forget" -> done(Vault.forget(file, token.get(), at, by), false);
                case "withdraw" -> withdrawnWithoutKey(request, token.get(), at, by);
                default -> refused(Reason.NOT_ALLOWED);
            };
        }
    }

    private Json.Obj withdrawnWithoutKey(Json.Obj request, Token token, Instant at, String by)
            throws IOException {
        var modality = modality(request);
        var change =
                modality.isPresent() ? Vault.withdraw(file, token, modality.get(), at, by) : BAD;
        return switch (change) {
            case VaultChange.Made made -> done(made, false);
            case VaultChange.Not(var why) -> refused(why);
        };
    }

    /// Forgets them; where there is no vault there is nothing to forget.
    Json.Obj forget(Token token, String user) {
        return keeper.isPresent() || Files.exists(file)
                ? answer(forget(token), user)
                : done(new VaultChange.Made(0, 0), true);
    }

    private static Json.Obj told(VaultKeeper keeper, VaultChange change) throws StoreFailed {
        return switch (change) {
            case VaultChange.Made made -> done(made, keeper.tell());
            case VaultChange.Not(var why) -> refused(why);
        };
    }

    private static Json.Obj done(VaultChange.Made made, boolean recorded) {
        return Json.Obj.EMPTY
                .with("ok", true)
                .with("templates", made.templates())
                .with("slots", made.slots())
                .with("recorded", recorded);
    }

    private static Json.Obj refused(Reason why) {
        return Json.Obj.EMPTY.with("ok", false).with("reason", why.name());
    }

    private VaultChange changed(VaultKeeper keeper, Json.Obj request, String by)
            throws StoreFailed {
        var modules = ModuleRequest.changed(keeper, sensors, request, by);
        if (modules.isPresent()) {
            return modules.get();
        }
        var token = request.text("token").flatMap(Token::parse);
        if (token.isEmpty()) {
            return BAD;
        }
        return switch (request.text("what").orElse("")) {
            case "consent" -> given(keeper, request, token.get(), by);
            case "withdraw" -> withdrawn(keeper, request, token.get(), by);
            case "forget" -> keeper.vault().forget(token.get(), keeper.now().wall(), by);
            case "enrol" -> enrolled(keeper, request, token.get(), by);
            case "enrol_at" -> enrolledAt(request, token.get(), by);
            default -> BAD;
        };
    }

    private static VaultChange given(VaultKeeper keeper, Json.Obj request, Token person, String by)
            throws StoreFailed {
        var modality = modality(request);
        var days = request.number("days").filter(it -> it >= 1 && it <= DAYS_MAX);
        var purpose = label(request, "purpose");
        var text = label(request, "text");
        var channel = label(request, "channel");
        if (modality.isEmpty()
                || days.isEmpty()
                || purpose.isEmpty()
                || text.isEmpty()
                || channel.isEmpty()) {
            return BAD;
        }
        var time = Duration.ofDays(days.get());
        if (keeper.terms().filter(it -> !isWithin(it, purpose.get(), time)).isPresent()) {
            return BAD;
        }
        var now = keeper.now();
        if (now.trust() == ClockTrust.UNTRUSTED) {
            // Of 1970 it would be over as soon as the clock is right.
            return new VaultChange.Not(Reason.CLOCK_UNTRUSTED);
        }
        keeper.vault()
                .consent(
                        new Consent(
                                person,
                                modality.get(),
                                purpose.get(),
                                text.get(),
                                channel.get(),
                                request.bool("guardian").orElse(false),
                                request.bool("may_move").orElse(false),
                                now.wall(),
                                now.wall().plus(time)),
                        by);
        return new VaultChange.Made(0, 0);
    }

    private static boolean isWithin(BodyTerms terms, String purpose, Duration time) {
        return terms.purpose().equals(purpose) && time.compareTo(terms.retention()) <= 0;
    }

    private static VaultChange withdrawn(
            VaultKeeper keeper, Json.Obj request, Token person, String by) throws StoreFailed {
        var modality = modality(request);
        return modality.isPresent()
                ? keeper.vault().withdraw(person, modality.get(), keeper.now().wall(), by)
                : BAD;
    }

    private static VaultChange enrolled(
            VaultKeeper keeper, Json.Obj request, Token person, String by) throws StoreFailed {
        var who = who(request, person);
        var templates = templates(request);
        if (who.isEmpty() || templates.isEmpty()) {
            return BAD;
        }
        try {
            return keeper.vault().enrol(who.get(), templates, keeper.now().wall(), by);
        } finally {
            templates.forEach(Template::wipe);
        }
    }

    private VaultChange enrolledAt(Json.Obj request, Token person, String by) throws StoreFailed {
        var who = who(request, person);
        var sensor = request.text("sensor");
        var finger = request.number("finger").filter(it -> it >= 0 && it <= Template.FINGERS);
        return who.isPresent() && sensor.isPresent() && finger.isPresent()
                ? sensors.enrol(sensor.get(), who.get(), finger.get().intValue(), by)
                : BAD;
    }

    // --- what stands in a request ---

    private static Optional<Enrolled> who(Json.Obj request, Token person) {
        return request.text("kind")
                .flatMap(CredentialKind::ofWire)
                .flatMap(
                        kind ->
                                request.text("card")
                                        .flatMap(Token::parse)
                                        .map(card -> new Enrolled(person, kind, card)));
    }

    private static Optional<Modality> modality(Json.Obj request) {
        return request.text("modality").flatMap(Vault::modality);
    }

    private static Optional<String> label(Json.Obj request, String name) {
        return request.text(name).filter(Consent::isLabel);
    }

    /// None if any of them is not ours to compare, or of another modality.
    private static List<Template> templates(Json.Obj request) {
        var texts = request.array("templates").map(Json.Arr::items).orElse(List.of());
        if (texts.size() > TEMPLATES_MAX) {
            return List.of();
        }
        var templates = texts.stream().flatMap(it -> template(it).stream()).toList();
        boolean whole = templates.size() == texts.size();
        long modalities = templates.stream().map(Template::modality).distinct().count();
        return whole && modalities == 1 ? templates : List.of();
    }

    private static Optional<Template> template(Json text) {
        if (!(text instanceof Json.Str(var base64))) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getDecoder().decode(base64);
            return Envelope.read(bytes) instanceof Envelope.Read.Good(var template)
                    ? Optional.of(template)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // no Base64
        }
    }
}
