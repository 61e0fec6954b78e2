package onecard.edge.store.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.crypto.JsonReader;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.store.registry.PublishedLists.Malformed;
import onecard.edge.store.registry.Registry.NewEntry;
import onecard.edge.store.registry.Registry.Rights;

/// Reads buckets of people, some times faster than entry by entry: most entries of a list differ in
/// token and subject alone, so what is left of one without these two is understood once. For one
/// transaction.
final class PeopleReader {

    private static final String TOKEN = "\"token\":\"";
    private static final String SUBJECT = "\"subject\":\"";
    /// Longer ones are odd, and not worth the memory.
    private static final int REST_MAX = 512;

    private static final int DIGITS = 32;

    private final Map<String, Rights> known = new HashMap<>();

    /// Its entries; empty where they are not written as they should be, or none, which only a look
    /// at each can tell.
    Optional<List<NewEntry>> read(byte[] bucket, int bits, int number) throws Malformed {
        var text = new String(bucket, StandardCharsets.ISO_8859_1);
        var people = new ArrayList<NewEntry>();
        int at = 0;
        while (at < text.length() - 1) {
            int end = text.indexOf('}', at) + 1;
            if (text.charAt(at) != (people.isEmpty() ? '[' : ',') || end == 0) {
                return Optional.empty();
            }
            var person = person(text.substring(at + 1, end));
            if (person.isEmpty() || !isNext(people, person.get().token(), bits, number)) {
                return Optional.empty();
            }
            people.add(person.get());
            at = end;
        }
        return at == text.length() - 1 && text.charAt(at) == ']'
                ? Optional.of(people)
                : Optional.empty();
    }

    private static boolean isNext(List<NewEntry> people, Token token, int bits, int number) {
        return ListBucket.number(token, bits) == number
                && (people.isEmpty() || ListEntry.compare(people.getLast().token(), token) < 0);
    }

    private Optional<NewEntry> person(String entry) throws Malformed {
        int tokenName = entry.indexOf(TOKEN);
        int subjectName = entry.indexOf(SUBJECT);
        if (tokenName < 0 || subjectName < 0) {
            return Optional.empty();
        }
        int tokenAt = tokenName + TOKEN.length();
        int subjectAt = subjectName + SUBJECT.length();
        var token = digits(entry, tokenAt);
        var subject = digits(entry, subjectAt);
        if (token.isEmpty() || subject.isEmpty()) {
            return Optional.empty();
        }
        int first = Math.min(tokenAt, subjectAt);
        int second = Math.max(tokenAt, subjectAt);
        var rest =
                entry.substring(0, first)
                        + entry.substring(first + DIGITS, second)
                        + entry.substring(second + DIGITS);
        var rights = known.get(rest);
        if (rights == null) {
            var read = understood(entry, token.get(), subject.get());
            if (read.isEmpty()) {
                return Optional.empty();
            }
            rights = read.get();
            if (rest.length() > REST_MAX) {
                return Optional.of(new NewEntry(token.get(), subject.get(), rights));
            }
            if (known.size() >= Registry.RIGHTS_KEPT) {
                known.clear();
            }
            known.put(rest, rights);
        }
        return Optional.of(new NewEntry(token.get(), subject.get(), rights));
    }

    private static Optional<Token> digits(String entry, int at) {
        return at + DIGITS < entry.length() && entry.charAt(at + DIGITS) == '"'
                ? Token.parse(entry.substring(at, at + DIGITS))
                : Optional.empty();
    }

    /// Whoever is read so is one object of plain characters without an escape, and these are its
    /// token and subject: any other digits in their place leave the rest as it is.
    private static Optional<Rights> understood(String entry, Token token, Token subject)
            throws Malformed {
        var read =
                JsonReader.object(entry)
                        .filter(_ -> entry.chars().allMatch(c -> c < 0x80 && c != '\\'))
                        .flatMap(ListEntry::read)
                        .filter(it -> it.token().equals(token));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        var person = PublishedEntry.person(read.get());
        return person.subject().equals(subject) ? Optional.of(person.rights()) : Optional.empty();
    }
}
