package onecard.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import onecard.maps.PersistentMap;

/// Tokens that are others now, since the site's key is being rolled: what whoever is here was known
/// by under the former key, and is known by now. Whatever stands under a former token is put under
/// the present one before anything is decided about them; the record of their tap says so, and a
/// start does the same at the same place. Immutable.
///
/// @param present the token of now, by the former one
/// @param former the same the other way round
public record Renamed(Map<Token, Token> present, Map<Token, Token> former) {

    /// Where no key is rolled, as nearly always.
    public static final Renamed NOTHING = new Renamed(Map.of());

    public Renamed {
        present = PersistentMap.copyOf(present); // one order at every start
        former = PersistentMap.copyOf(former);
    }

    /// @param present the token of now, by the former one; no two by the same
    public Renamed(Map<Token, Token> present) {
        this(present, inverse(present));
    }

    private static Map<Token, Token> inverse(Map<Token, Token> present) {
        var former = new HashMap<Token, Token>();
        present.forEach((was, now) -> former.put(now, was));
        return former;
    }

    /// Of one token; of nothing where there is no former one.
    public static Renamed of(Optional<Token> former, Token now) {
        return former.filter(was -> !was.equals(now))
                .map(was -> new Renamed(Map.of(was, now)))
                .orElse(NOTHING);
    }

    public boolean isNothing() {
        return present.isEmpty();
    }

    /// Whether it says all that, too.
    boolean says(Renamed less) {
        return less.present.entrySet().stream()
                .allMatch(one -> one.getValue().equals(present.get(one.getKey())));
    }

    public Renamed and(Renamed more) {
        if (more.isNothing()) {
            return this;
        }
        if (isNothing()) {
            return more;
        }
        var now = PersistentMap.copyOf(present);
        var was = PersistentMap.copyOf(former);
        for (var one : more.present.entrySet()) {
            var before = now.get(one.getKey());
            was = before == null ? was : was.without(before);
            now = now.with(one.getKey(), one.getValue());
            was = was.with(one.getValue(), one.getKey());
        }
        return new Renamed(now, was);
    }

    /// What is known by that token now.
    public Token of(Token token) {
        return present.getOrDefault(token, token);
    }

    /// What was known so before; empty: nothing else.
    public Optional<Token> former(Token now) {
        return Optional.ofNullable(former.get(now));
    }

    /// By what one who is known so now may be known, in the order in which it is looked up.
    ///
    /// @param known what they were known by before: of a list of before the names
    public Stream<Token> names(Token now, Renamed known) {
        return Stream.concat(Stream.of(now, of(now)).distinct(), known.former(now).stream());
    }

    /// As far as it is about what was known so before.
    public Renamed those(Collection<Token> before) {
        var some = new HashMap<Token, Token>();
        for (var was : before) {
            var now = present.get(was);
            if (now != null) {
                some.put(was, now);
            }
        }
        return some.isEmpty() ? NOTHING : new Renamed(some);
    }

    /// As far as it is about what is known so now.
    public Renamed only(Collection<Token> now) {
        var some = new HashMap<Token, Token>();
        now.forEach(token -> former(token).ifPresent(was -> some.put(was, token)));
        return some.isEmpty() ? NOTHING : new Renamed(some);
    }

    /// Without what it says of that one, as what it was and as what it is.
    Renamed without(Token token) {
        var now = present.get(token);
        var was = former.get(token);
        if (now == null && was == null) {
            return this;
        }
        var nows = PersistentMap.copyOf(present);
        var before = PersistentMap.copyOf(former);
        if (now != null) {
            nows = nows.without(token);
            before = before.without(now);
        }
        if (was != null) {
            nows = nows.without(was);
            before = before.without(token);
        }
        return nows.isEmpty() ? NOTHING : new Renamed(nows, before);
    }

    /// Whether it renames one of these.
    public boolean touches(Collection<Token> tokens) {
        return tokens.size() < present.size()
                ? tokens.stream().anyMatch(present::containsKey)
                : present.keySet().stream().anyMatch(tokens::contains);
    }

    /// What is kept by token, each under the present one; the map itself, where it renames none.
    ///
    /// @param both of what stood under the former token, and what does under the present one
    public <V> Map<Token, V> in(Map<Token, V> kept, BinaryOperator<V> both) {
        var map = PersistentMap.copyOf(kept);
        var fewer = kept.size() < present.size() ? map.keySet() : present.keySet();
        for (var token : fewer) {
            var now = present.get(token);
            var was = map.get(token);
            if (now != null && was != null) {
                var there = map.get(now);
                map = map.without(token).with(now, there == null ? was : both.apply(was, there));
            }
        }
        return map;
    }
}
