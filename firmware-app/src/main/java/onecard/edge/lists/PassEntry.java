package onecard.edge.lists;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.access.CredentialKind;
import onecard.access.Party;
import onecard.access.Pass;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;
import onecard.edge.crypto.Json;

/// A credential that a visitor's pass is bound to, as an entry of a list of type `passes` says it.
///
/// @param by the credential
/// @param pass what it stands for
public record PassEntry(Party.Shown by, Pass pass) {

    /// Empty for what cannot be understood, all of it: a pass of which half is known is none.
    public static Optional<PassEntry> of(ListEntry entry) {
        try {
            return Optional.of(read(entry));
        } catch (NoSuchElementException
                | DateTimeException
                | ArithmeticException
                | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static PassEntry read(ListEntry entry) {
        var json = entry.json();
        var kind = CredentialKind.ofWire(entry.kind()).orElseThrow();
        var pass = json.text("pass").flatMap(Token::parse).orElseThrow();
        var until = json.text("until").flatMap(ListHead::instant).orElseThrow();
        var from = json.get("from").map(PassEntry::instant).orElse(Instant.EPOCH);
        int entries = json.get("entries").map(PassEntry::times).orElse(1);
        var terms =
                new VisitTerms(
                        pass,
                        json.get("host").map(PassEntry::token),
                        until,
                        entries,
                        json.get("exits").map(PassEntry::times).orElse(entries),
                        json.get("escort").map(PassEntry::flag).orElse(false),
                        json.get("card").map(PassEntry::flag).orElse(false));
        return new PassEntry(
                new Party.Shown(kind, entry.token()),
                new Pass(
                        pass,
                        json.get("points").map(PassEntry::names).orElse(Set.of()),
                        json.get("groups").map(PassEntry::names).orElse(Set.of()),
                        from,
                        until,
                        Use.ofPass(pass, entries, until),
                        Optional.of(terms)));
    }

    private static int times(Json json) {
        if (json instanceof Json.Num(var times)) {
            return Math.toIntExact(times);
        }
        throw new NoSuchElementException();
    }

    private static boolean flag(Json json) {
        if (json instanceof Json.Bool(var set)) {
            return set;
        }
        throw new NoSuchElementException();
    }

    private static Set<String> names(Json json) {
        if (json instanceof Json.Arr(var items)) {
            return items.stream().map(PassEntry::text).collect(Collectors.toUnmodifiableSet());
        }
        throw new NoSuchElementException();
    }

    private static Instant instant(Json json) {
        return ListHead.instant(text(json)).orElseThrow();
    }

    private static Token token(Json json) {
        return Token.parse(text(json)).orElseThrow();
    }

    private static String text(Json json) {
        if (json instanceof Json.Str(var text)) {
            return text;
        }
        throw new NoSuchElementException();
    }
}
