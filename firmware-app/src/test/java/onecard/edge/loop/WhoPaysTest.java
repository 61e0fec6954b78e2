package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Presentation;
import onecard.access.Token;
import org.junit.jupiter.api.Test;

/// Whose money it is, where more lists than one know the card.
class WhoPaysTest {

    private final Canteen canteen = new Canteen().has(1, 0, 10_000);

    /// Another department's list of doors has the card too, without saying whose it is: it stands
    /// for itself there.
    @Test
    void whoIsWelcomeByAListPaysAsThatListNamesThem() {
        var shown = known(1, entry("staff", Rig.subject(1)));
        var both = known(1, entry("doors", Rig.card(1)), entry("staff", Rig.subject(1)));

        canteen.tap("fixed", 1, shown);
        canteen.answer();
        canteen.key("keyed", 1_000);
        canteen.tap("keyed", 1, both);
        canteen.answer();

        assertEquals(
                List.of(Rig.subject(1), Rig.subject(1)),
                canteen.loop.ledger().kept().lines().stream()
                        .map(line -> line.sale().diner())
                        .toList());
    }

    private static Presentation.Known known(long person, Entry... entries) {
        var card = Credential.of(CredentialKind.UID, Rig.card(person), Assurance.A0);
        return new Presentation.Known(card, List.of(entries), List.of(list("staff")));
    }

    private static Entry entry(String list, Token subject) {
        return new Entry(
                list(list),
                subject,
                Set.of("diners"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static ListVersion list(String name) {
        return new ListVersion(name, 1, Canteen.NOON, Optional.empty());
    }
}
