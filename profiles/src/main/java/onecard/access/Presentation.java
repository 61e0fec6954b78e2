package onecard.access;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a reader hands over when a presence begins: a credential with everything the lists hold
/// about it, or why there is none.
public sealed interface Presentation {

    /// The credential; empty if none came out of the presence.
    default Optional<Credential> offered() {
        return switch (this) {
            case Known(var credential, _, _) -> Optional.of(credential);
            case Once(var known, _) -> Optional.of(known.credential());
            case Signed(var credential, _, _, _) -> Optional.of(credential);
            case Bound(var known, _, _) -> Optional.of(known.credential());
            case Rejected(var credential, _) -> Optional.of(credential);
            case Unreadable _ -> Optional.empty();
        };
    }

    /// What whoever shows it was known by before; nothing unless the site's key is being rolled.
    default Renamed renamed() {
        return offered().map(Credential::renamed).orElse(Renamed.NOTHING);
    }

    /// The same of somebody of whom that is known as well.
    default Presentation renamed(Renamed more) {
        if (more.isNothing()) {
            return this;
        }
        return switch (this) {
            case Known known -> known.known(more);
            case Once(var known, var use) -> new Once(known.known(more), use);
            case Signed(var credential, var pass, var entries, var lists) ->
                    new Signed(credential.renamed(more), pass, entries, lists);
            case Bound(var known, var passes, var once) ->
                    new Bound(known.known(more), passes, once);
            case Rejected(var credential, var why) -> new Rejected(credential.renamed(more), why);
            case Unreadable _ -> this;
        };
    }

    /// The same by the tokens of now, whatever named them by a former one: a list of before, or
    /// what was stored of them. It says so of itself ([#renamed()]).
    default Presentation under(Renamed known) {
        var more = known.isNothing() ? known : known.those(tokens());
        if (more.isNothing()) {
            return this;
        }
        Presentation now =
                switch (this) {
                    case Known shown -> shown.named(known);
                    case Once(var shown, var use) -> new Once(shown.named(known), use.of(known));
                    case Signed(var credential, var pass, var entries, var lists) ->
                            new Signed(
                                    credential.under(known),
                                    pass.renamed(known),
                                    Entry.under(entries, known),
                                    lists);
                    case Bound(var shown, var passes, var once) ->
                            new Bound(
                                    shown.named(known),
                                    passes.stream().map(one -> one.under(known)).toList(),
                                    once.map(use -> use.of(known)));
                    case Rejected(var credential, var why) ->
                            new Rejected(credential.under(known), why);
                    case Unreadable _ -> this;
                };
        return now.renamed(more);
    }

    /// The same, of which nobody is told what they were before but of what it may use up: enough
    /// for a code to be good no more often, and nothing about whoever shows it.
    default Presentation unnamed() {
        var less = renamed().only(used());
        return less.equals(renamed()) ? this : forgotten().renamed(less);
    }

    private Presentation forgotten() {
        return switch (this) {
            case Known known -> known.forgotten();
            case Once(var known, var use) -> new Once(known.forgotten(), use);
            case Signed(var credential, var pass, var entries, var lists) ->
                    new Signed(credential.forgotten(), pass, entries, lists);
            case Bound(var known, var passes, var once) ->
                    new Bound(known.forgotten(), passes, once);
            case Rejected(var credential, var why) -> new Rejected(credential.forgotten(), why);
            case Unreadable _ -> this;
        };
    }

    /// By what it names whoever shows it, and what it may use up.
    private Set<Token> tokens() {
        return Stream.of(
                        offered().map(Credential::token).stream(),
                        subjects().stream(),
                        used().stream())
                .flatMap(all -> all)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Set<Token> used() {
        var uses =
                switch (this) {
                    case Once(_, var use) -> Stream.of(use);
                    case Signed(_, var pass, _, _) -> Stream.of(pass.use());
                    case Bound(_, var passes, var once) ->
                            Stream.concat(
                                    passes.stream().map(one -> one.pass().use()), once.stream());
                    case Known _, Rejected _, Unreadable _ -> Stream.<Use>empty();
                };
        return uses.map(Use::key).collect(Collectors.toUnmodifiableSet());
    }

    /// Who it is, whatever they may do here: the person of the first entry that any list has of
    /// them, or whoever a pass stands for. Empty if nobody knows.
    default Optional<Token> subject() {
        return switch (this) {
            case Known(_, var entries, _) -> Entry.first(entries).map(Entry::subject);
            case Once(var known, _) -> known.subject();
            case Signed(_, var pass, _, _) -> Optional.of(pass.subject());
            case Bound(var known, var passes, _) ->
                    known.subject()
                            .or(() -> passes.stream().map(one -> one.pass().token()).findFirst());
            case Rejected _, Unreadable _ -> Optional.empty();
        };
    }

    /// Everybody whom one of its rights may name: lists need not agree whose a card is.
    default Set<Token> subjects() {
        return switch (this) {
            case Known(_, var entries, _) ->
                    entries.stream().map(Entry::subject).collect(Collectors.toUnmodifiableSet());
            case Once(var known, _) -> known.subjects();
            case Signed(_, var pass, _, _) -> Set.of(pass.subject());
            case Bound(var known, var passes, _) ->
                    Stream.concat(
                                    known.subjects().stream(),
                                    passes.stream().map(one -> one.pass().token()))
                            .collect(Collectors.toUnmodifiableSet());
            case Rejected _, Unreadable _ -> Set.of();
        };
    }

    /// What names that one of the [#subjects]: what allows before what denies. Empty for anybody
    /// else.
    default Optional<Right> right(Token subject) {
        var all =
                switch (this) {
                    case Known(_, var entries, _) -> entries;
                    case Once(var known, _) -> known.entries();
                    case Signed(_, var pass, _, _) -> List.of(pass);
                    case Bound(var known, var passes, _) ->
                            Stream.<Right>concat(
                                            known.entries().stream(),
                                            passes.stream().map(Bound.Invited::pass))
                                    .toList();
                    case Rejected _, Unreadable _ -> List.<Right>of();
                };
        return all.stream()
                .filter(right -> right.subject().equals(subject))
                .min(Comparator.comparing(right -> right instanceof Entry entry && entry.deny()))
                .map(right -> right);
    }

    /// @param entries of every list held, looked up on the reader's thread; the decision looks
    /// nothing up itself
    /// @param lists every list in force at that moment, also those without an entry for this
    /// credential
    record Known(Credential credential, List<Entry> entries, List<ListVersion> lists)
            implements Presentation {
        public Known {
            entries = List.copyOf(entries);
            lists = List.copyOf(lists);
        }

        private Known known(Renamed more) {
            return new Known(credential.renamed(more), entries, lists);
        }

        /// The same by the tokens of now; what it was is not said.
        public Known named(Renamed known) {
            return new Known(credential.under(known), Entry.under(entries, known), lists);
        }

        private Known forgotten() {
            return new Known(credential.forgotten(), entries, lists);
        }
    }

    /// A pass whose signature was found good. It is its own entry.
    ///
    /// @param entries of every list held about its token; only what denies counts
    record Signed(Credential credential, Pass pass, List<Entry> entries, List<ListVersion> lists)
            implements Presentation {
        public Signed {
            entries = List.copyOf(entries);
            lists = List.copyOf(lists);
        }
    }

    /// A credential that somebody else named for a code that is good once.
    record Once(Known shown, Use use) implements Presentation {}

    /// A credential shown where visitors are expected, with the passes that it stands for, which
    /// may be none.
    ///
    /// @param once what showing it uses up besides; absent: nothing
    record Bound(Known shown, List<Invited> passes, Optional<Use> once) implements Presentation {
        public Bound {
            passes = List.copyOf(passes);
        }

        /// @param denied what denies the pass, whichever of its credentials is shown
        public record Invited(Pass pass, Optional<Entry> denied) {
            private Invited under(Renamed known) {
                return new Invited(
                        pass.renamed(known),
                        denied.map(entry -> entry.of(known.of(entry.subject()))));
            }
        }

        /// Those that nobody denies; all, if all are denied and nothing else speaks for them.
        ///
        /// @param alone whether they have no right of their own besides
        List<Pass> standing(boolean alone) {
            var free = passes.stream().filter(one -> one.denied().isEmpty()).toList();
            return (free.isEmpty() && alone ? passes : free).stream().map(Invited::pass).toList();
        }

        /// What denies the last of them.
        List<Entry> denials() {
            var all = passes.stream().flatMap(one -> one.denied().stream()).toList();
            return all.size() < passes.size() ? List.of() : all;
        }
    }

    /// A code that proved nothing.
    ///
    /// @param credential the hash of the code, never whom it claims to be
    record Rejected(Credential credential, Reason why) implements Presentation {}

    /// No credential came out of the presence: torn, several cards, contact only, a device fault.
    record Unreadable(Reason why) implements Presentation {}
}
