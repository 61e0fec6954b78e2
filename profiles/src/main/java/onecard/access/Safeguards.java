package onecard.access;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a point demands besides a right to pass: of others, of the areas beside it, of the holder.
///
/// @param border the areas it leads between
/// @param interlock neighbours that must be secure for this point to open
/// @param company who else must be there
/// @param factor what else must be proved; absent: nothing
/// @param special groups that are treated apart
/// @param house what the house wants of those whom it lets in
public record Safeguards(
        Border border,
        Set<String> interlock,
        Company company,
        Optional<SecondFactor> factor,
        SpecialGroups special,
        HouseRules house) {

    /// A right is enough.
    public static final Safeguards NONE =
            new Safeguards(
                    Border.NONE, Set.of(), Company.NONE, Optional.empty(), SpecialGroups.NONE);

    public Safeguards {
        interlock = Set.copyOf(interlock);
    }

    /// Of a house that wants nothing besides.
    public Safeguards(
            Border border,
            Set<String> interlock,
            Company company,
            Optional<SecondFactor> factor,
            SpecialGroups special) {
        this(border, interlock, company, factor, special, HouseRules.NONE);
    }

    public Safeguards with(Border other) {
        return new Safeguards(other, interlock, company, factor, special, house);
    }

    public Safeguards with(Company other) {
        return new Safeguards(border, interlock, other, factor, special, house);
    }

    public Safeguards with(SecondFactor other) {
        return new Safeguards(border, interlock, company, Optional.of(other), special, house);
    }

    public Safeguards with(SpecialGroups other) {
        return new Safeguards(border, interlock, company, factor, other, house);
    }

    public Safeguards with(HouseRules other) {
        return new Safeguards(border, interlock, company, factor, special, other);
    }

    /// Every group that one of these asks for.
    public Set<String> groups() {
        return Stream.of(
                        border.outer().map(Area::exempt),
                        border.inner().map(Area::exempt),
                        Optional.of(company.first()),
                        company.escort().map(Escort::of),
                        company.escort().map(Escort::by),
                        company.two().map(TwoPersons::groups),
                        factor.map(SecondFactor::of),
                        Optional.of(special.lockdown()),
                        Optional.of(special.override()),
                        Optional.of(special.duress()),
                        Optional.of(special.extended()))
                .flatMap(Optional::stream)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    public Safeguards interlockedWith(Set<String> neighbours) {
        return new Safeguards(border, neighbours, company, factor, special, house);
    }
}
