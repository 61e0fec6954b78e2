package onecard.edge.site;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.words.Words;

/// What may stand at one place of the site file. The checker, the schema and the defaults all
/// read the same shapes, so they cannot disagree.
sealed interface Shape {

    /// @param pattern of the whole text
    /// @param hint what an installer should write
    record Text(String pattern, Words hint) implements Shape {}

    record Whole(long min, long max) implements Shape {}

    /// A number of something, or its name, which is no number.
    record NumberOrName(Whole number, Text name) implements Shape {}

    record Flag() implements Shape {}

    record Choice(List<String> values) implements Shape {
        Choice(String... values) {
            this(List.of(values));
        }
    }

    record Seq(Shape item, int max) implements Shape {}

    /// A sequence; one item alone may stand without.
    record OneOrMore(Choice item, int max) implements Shape {}

    /// Entries under names of the installer's choosing.
    record Named(Shape entry) implements Shape {}

    record Section(List<Key> keys) implements Shape {
        Section(Key... keys) {
            this(List.of(keys));
        }

        /// One section of several groups of keys.
        static Section of(List<List<Key>> groups) {
            return new Section(groups.stream().flatMap(List::stream).toList());
        }

        Optional<Key> key(String name) {
            return keys.stream().filter(key -> key.name().equals(name)).findFirst();
        }
    }

    /// A section whose keys depend on what one of them says.
    ///
    /// @param by the key that names the kind; a choice, and part of each kind's section
    record Kinds(Key by, List<Kind> kinds) implements Shape {
        Kinds(Key by, Kind... kinds) {
            this(by, List.of(kinds));
        }

        /// @param name what the key says
        record Kind(String name, Section section) {}

        /// Empty where no kind has this name.
        Optional<Kind> kind(String name) {
            return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
        }

        /// The same, its section alone.
        Optional<Section> section(String name) {
            return kind(name).map(Kind::section);
        }

        /// Of the keys that any kind has.
        Set<String> names() {
            return kinds.stream()
                    .flatMap(kind -> kind.section().keys().stream())
                    .map(Key::name)
                    .collect(Collectors.toUnmodifiableSet());
        }

        /// The key that says the kind, as it is written, misspelt perhaps.
        Optional<String> written(Set<String> given) {
            if (given.contains(by.name())) {
                return Optional.of(by.name());
            }
            if (Nearest.of(by.name(), given).isEmpty()) {
                return Optional.empty();
            }
            var names = names();
            return Nearest.of(
                    by.name(), given.stream().filter(key -> !names.contains(key)).toList());
        }
    }

    /// One key of a section.
    ///
    /// @param preset what holds where the key is absent
    /// @param reason one line
    record Key(String name, Shape shape, boolean required, Optional<String> preset, Words reason) {

        /// The same where something else may bring it.
        Key asOptional() {
            return new Key(name, shape, false, preset, reason);
        }

        static Key required(String name, Shape shape, String en, String zh) {
            return new Key(name, shape, true, Optional.empty(), new Words(zh, en));
        }

        static Key optional(String name, Shape shape, String en, String zh) {
            return new Key(name, shape, false, Optional.empty(), new Words(zh, en));
        }

        static Key preset(String name, Shape shape, String preset, String en, String zh) {
            return new Key(name, shape, false, Optional.of(preset), new Words(zh, en));
        }
    }
}
