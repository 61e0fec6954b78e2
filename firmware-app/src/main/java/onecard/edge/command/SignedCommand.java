package onecard.edge.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;

/// A command as it goes over a broker: for one session of one device, good for seconds, once.
///
/// @param session of the device, as its `status` tells it
/// @param by who asks, in the signer's words
/// @param because what for
/// @param asked as [CommandReader] reads it
public record SignedCommand(
        String site,
        String device,
        long session,
        Instant issued,
        Instant expires,
        String nonce,
        String by,
        Optional<String> because,
        Json.Obj asked) {

    /// How old one may be: longer than it takes by any network, shorter than an operator looks
    /// away.
    public static final Duration FRESH = Duration.ofSeconds(10);

    /// With `remote:` before it as long as an event's `by` may be.
    private static final Pattern BY = Pattern.compile("[A-Za-z0-9._@-]{1,57}");

    /// A date and time of RFC 3339; its year has four digits.
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-.{1,40}");

    /// The journal keeps it: no line breaks, and nothing so long that it could be a card's, a
    /// person's or a telephone's number.
    private static final Pattern BECAUSE = Pattern.compile("[^\\p{Cntrl}]{1,120}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{6}");

    /// Read, or not.
    public sealed interface Read {

        record Good(SignedCommand command) implements Read {}

        /// @param member the first that is missing or wrong
        record Wrong(String member) implements Read {}
    }

    /// Whether its signature is good was seen before.
    public static Read read(Json.Obj json) {
        var site = json.text("site");
        var device = json.text("device");
        var session = json.number("session");
        var issued = json.text("issued").flatMap(SignedCommand::instant);
        var expires = json.text("expires").flatMap(SignedCommand::instant);
        var nonce = json.text("nonce").filter(CommandReader::names);
        var by = json.text("by").filter(BY.asMatchPredicate());
        var because = json.text("reason").filter(SignedCommand::says);
        if (!json.number("v").equals(Optional.of(1L))) {
            return new Read.Wrong("v");
        }
        if (site.isEmpty()) {
            return new Read.Wrong("site");
        }
        if (device.isEmpty()) {
            return new Read.Wrong("device");
        }
        if (session.isEmpty()) {
            return new Read.Wrong("session");
        }
        if (issued.isEmpty()) {
            return new Read.Wrong("issued");
        }
        if (expires.filter(issued.get()::isBefore).isEmpty()) {
            return new Read.Wrong("expires");
        }
        if (nonce.isEmpty()) {
            return new Read.Wrong("nonce");
        }
        if (by.isEmpty()) {
            return new Read.Wrong("by");
        }
        if (json.get("reason").isPresent() && because.isEmpty()) {
            return new Read.Wrong("reason");
        }
        return new Read.Good(
                new SignedCommand(
                        site.get(),
                        device.get(),
                        session.get(),
                        issued.get(),
                        expires.get(),
                        nonce.get(),
                        by.get(),
                        because,
                        json.without(
                                "v", "site", "device", "session", "issued", "expires", "nonce",
                                "by", "reason", "lang", "key", "sig")));
    }

    /// Whether an operator may give this as the reason of a command.
    public static boolean says(String because) {
        Predicate<String> number = NUMBER.asPredicate();
        return BECAUSE.matcher(because).matches() && !number.test(because);
    }

    /// Whether an operator may be called so.
    public static boolean names(String by) {
        return BY.matcher(by).matches();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return TIME.matcher(text).matches()
                    ? Optional.of(OffsetDateTime.parse(text).toInstant())
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// As it is published.
    ///
    /// @param lang of the answer
    public Json.Obj signed(SigningKey key, String lang) {
        var json =
                asked.with("v", 1)
                        .with("site", site)
                        .with("device", device)
                        .with("session", session)
                        .with("issued", issued.toString())
                        .with("expires", expires.toString())
                        .with("nonce", nonce)
                        .with("by", by)
                        .with("lang", lang)
                        .with("key", key.publicText());
        if (because.isPresent()) {
            json = json.with("reason", because.get());
        }
        return json.with("sig", key.sign(json));
    }
}
