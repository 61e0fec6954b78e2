package onecard.edge.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Presentation;
import onecard.access.Token;
import onecard.money.Balance;
import onecard.money.Place;
import onecard.money.Statement;

/// What the lists that one terminal of a [Lunch] holds say of whoever taps there.
///
/// @param epoch of the terminal's journal
record LunchLists(ReferenceHost.Said said, String device, String epoch, LunchBug bug) {

    Presentation shown(LunchCrowd.Diner diner, Token card) {
        var entries = new ArrayList<Entry>();
        var version = new ListVersion("staff", said.version(), said.asOf(), Optional.empty());
        var groups = diner.cadre() ? Set.of("diners", LunchTerms.CADRE) : Set.of("diners");
        if (said.cards().containsKey(card.toString())) {
            entries.add(entry(version, subject(diner, card), groups, false));
        }
        if (said.denied().contains(card.toString())) {
            var deny = new ListVersion("deny", said.version(), said.asOf(), Optional.empty());
            entries.add(entry(deny, subject(diner, card), Set.of(), true));
        }
        return new Presentation.Known(
                Credential.of(CredentialKind.UID, card, Assurance.A0), entries, List.of(version));
    }

    /// Who it is, whichever card it was.
    Token subject(LunchCrowd.Diner diner, Token card) {
        return bug == LunchBug.A_NEW_CARD_IS_A_NEW_PERSON && !card.equals(Rig.card(diner.person()))
                ? new Token(3, diner.person())
                : Rig.subject(diner.person());
    }

    private static Entry entry(ListVersion list, Token who, Set<String> groups, boolean deny) {
        return new Entry(
                list, who, groups, Optional.empty(), Optional.empty(), Optional.empty(), deny);
    }

    /// What stands in their wallets, and what of this terminal is counted in it.
    Statement account(long person) {
        var standing = Objects.requireNonNull(said.people().get(person));
        long seq = said.included().getOrDefault(device, 0L);
        var included =
                seq == 0 || bug == LunchBug.IGNORES_WHAT_THE_HOST_COUNTED
                        ? Optional.<Place>empty()
                        : Optional.of(new Place(epoch, seq));
        var monthEnd = said.subsidyOf().plusMonths(1).atDay(1).atStartOfDay(Rig.ZONE).toInstant();
        var ofMonth = said.asOf().isBefore(monthEnd) ? said.asOf() : monthEnd.minusSeconds(1);
        return new Statement(
                new ListVersion("accounts", said.version(), said.asOf(), Optional.empty()),
                Map.of(
                        "personal", new Balance(standing.personal(), said.asOf(), included),
                        "subsidy", new Balance(standing.subsidy(), ofMonth, included)));
    }
}
