package onecard.edge.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Guests;
import onecard.access.Party;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;
import onecard.edge.store.registry.Lists;
import onecard.money.Statement;

/// What was shown at a gate where visitors are expected, with the visits that it stands for: a pass
/// is the same right whether a code brings it or a list names it, and where a list does, its word
/// is the later one. For one reader's thread.
///
/// @param guests whom the list expects; absent: it is not held
/// @param early so long before their time visitors are let in
/// @param late so long after it they still are
/// @param lists of this thread, for what denies a pass whose card is shown
public record AtGate(
        Supplier<Optional<Guests>> guests, Duration early, Duration late, Supplier<Lists> lists)
        implements TillFacts {

    /// Nobody pays there.
    @Override
    public Optional<Statement> account(Token person) {
        return Optional.empty();
    }

    @Override
    public Presentation bound(Presentation shown) {
        return switch (shown) {
            case Presentation.Known known -> bound(known, Optional.empty());
            case Presentation.Once(var known, var use) -> bound(known, Optional.of(use));
            case Presentation.Signed(var credential, var code, var entries, var in) -> {
                var pass = of(code, shown.renamed());
                var known = credential.renamed(renamed(List.of(pass)));
                yield new Presentation.Signed(known, pass, entries, in);
            }
            case Presentation.Bound _, Presentation.Rejected _, Presentation.Unreadable _ -> shown;
        };
    }

    private Presentation bound(Presentation.Known known, Optional<Use> once) {
        var by = Party.Shown.of(known.credential());
        var invited = new ArrayList<Presentation.Bound.Invited>();
        var passes = guests.get().map(held -> held.of(by, known.renamed())).orElse(List.of());
        var before = renamed(passes);
        for (var pass : passes) {
            invited.add(
                    new Presentation.Bound.Invited(
                            pass.tolerating(early, late), denied(pass.token(), before)));
        }
        return new Presentation.Bound(known, invited, once).renamed(before);
    }

    /// What the list says that these were before.
    private Renamed renamed(List<Pass> passes) {
        return guests.get()
                .map(Guests::renamed)
                .filter(before -> !before.isNothing())
                .map(before -> before.only(passes.stream().map(Pass::token).toList()))
                .orElse(Renamed.NOTHING);
    }

    private Optional<Entry> denied(Token pass, Renamed before) {
        return lists.get().find(CredentialKind.PASS, pass, before).entries().stream()
                .filter(Entry::deny)
                .findFirst();
    }

    /// A rolling code is good once, and for the moment that it is of: neither a list nor a
    /// tolerance makes it one of another, or a photograph of one would open for hours.
    private Pass of(Pass code, Renamed known) {
        var pass =
                guests.get()
                        .flatMap(held -> held.pass(code.token(), known))
                        .map(listed -> listed.lasting(code.end()))
                        .orElseGet(() -> code.of(terms(code)))
                        .tolerating(early, late);
        return code.givenBack().isPresent() ? pass : pass.shownBy(code);
    }

    /// What a pass that no list knows says of itself. Of rolling codes each is good once, and there
    /// is no end to them.
    private static VisitTerms terms(Pass pass) {
        int times = pass.givenBack().map(Use::times).orElse(Use.TIMES_MAX);
        return new VisitTerms(
                pass.token(), Optional.empty(), pass.end(), times, times, false, false);
    }
}
