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
import java.util.stream.Stream;
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

    /// @param names as of [#forget(List)]
    public static Json.Obj withdraw(List<Token> names, Modality modality) {
        return request("withdraw", names).with("modality", Vault.wire(modality));
    }

    /// @param names tokens of one person, or of the card that stands for them, at least one: those
    ///     of before the site's key was rolled first
    public static Json.Obj forget(List<Token> names) {
        return request("forget", names);
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

    private static Json.Obj request(String what, List<Token> names) {
        var former = names.subList(0, names.size() - 1).stream().map(Token::toString).toList();
        var request = request(what, names.getLast());
        return former.isEmpty() ? request : request.with("former", Json.Arr.ofText(former));
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
            var change =
                    switch (request.text("what").orElse("")) {
                        case "forget" -> ofEach(request, it -> Vault.forget(file, it, at, by));
                        case "withdraw" -> withdrawnWithoutKey(request, at, by);
                        default -> new VaultChange.Not(Reason.NOT_ALLOWED);
                    };
            return switch (change) {
                case VaultChange.Made made -> done(made, false);
                case VaultChange.Not(var why) -> refused(why);
            };
        }
    }

    private VaultChange withdrawnWithoutKey(Json.Obj request, Instant at, String by)
            throws IOException {
        var modality = modality(request);
        return modality.isPresent()
                ? ofEach(request, it -> Vault.withdraw(file, it, modality.get(), at, by))
                : BAD;
    }

    /// Forgets them; where there is no vault there is nothing to forget.
    Json.Obj forget(Token token, String user) {
        return keeper.isPresent() || Files.exists(file)
                ? answer(forget(List.of(token)), user)
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
            case "withdraw" -> withdrawn(keeper, request, by);
            case "forget" ->
                    ofEach(request, it -> keeper.vault().forget(it, keeper.now().wall(), by));
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

    private static VaultChange withdrawn(VaultKeeper keeper, Json.Obj request, String by)
            throws StoreFailed {
        var modality = modality(request);
        if (modality.isEmpty()) {
            return BAD;
        }
        var at = keeper.now().wall();
        return ofEach(request, it -> keeper.vault().withdraw(it, modality.get(), at, by));
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

    private interface Change<E extends IOException> {
        VaultChange of(Token name) throws E;
    }

    /// By each token of theirs, what they were known by first: what a tap moves in the meantime
    /// goes by the next.
    private static <E extends IOException> VaultChange ofEach(Json.Obj request, Change<E> change)
            throws E {
        VaultChange all = BAD;
        for (var name : names(request)) {
            all = all.and(change.of(name));
        }
        return all;
    }

    // --- what stands in a request ---

    private static List<Token> names(Json.Obj request) {
        var former = request.array("former").map(Json.Arr::items).orElse(List.of()).stream();
        return Stream.concat(former, request.get("token").stream())
                .flatMap(it -> it instanceof Json.Str(var text) ? Stream.of(text) : Stream.empty())
                .flatMap(text -> Token.parse(text).stream())
                .toList();
    }

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
