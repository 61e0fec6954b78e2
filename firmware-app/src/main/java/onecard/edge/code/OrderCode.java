package onecard.edge.code;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Presentation;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.hal.Pseudonym;
import onecard.money.Preorder;
import onecard.money.Preorders;

/// A code that names what was ordered ahead: [#SCHEME] and the order's id, as it stands in the list
/// before it is hashed. Whoever shows it has it: ids must be such that nobody guesses one.
public final class OrderCode {

    public static final String SCHEME = "ocorder:";

    /// In which an order that is in force counts at a till that hands it out. No list can have it,
    /// for it is no name: whoever is in a group that is called alike is not let in by it.
    public static final String GROUP = ":preorder";

    /// Printable, as far as lists have ids.
    private static final Pattern ID = Pattern.compile("[!-~]{1,64}");

    /// What it is worth: its holder's phone was there, or a photograph of it.
    private static final Assurance ASSURANCE = Assurance.A1;

    private OrderCode() {}

    static boolean looksLikeOne(String code) {
        return code.startsWith(SCHEME);
    }

    /// The order's pseudonym; empty for any other code.
    static Optional<Token> read(String code, Pseudonym tokens) {
        if (!looksLikeOne(code)) {
            return Optional.empty();
        }
        var id = id(code);
        return ID.matcher(id).matches()
                ? Optional.of(Token.of(tokens.of(CredentialKind.ORDER.wire(), id)))
                : Optional.empty();
    }

    /// What the order was known by before.
    static Renamed renamed(String code, Pseudonym tokens) {
        return Tokens.renamed(tokens, CredentialKind.ORDER.wire(), id(code));
    }

    private static String id(String code) {
        return code.substring(SCHEME.length());
    }

    static Credential credential(Token order) {
        return Credential.of(CredentialKind.ORDER, order, ASSURANCE);
    }

    /// What was shown, with whom it names. An order that is in force is its own entry: whoever took
    /// it has let them in.
    ///
    /// @param held the orders in force; absent: none are
    public static Presentation named(Presentation shown, Optional<Preorders> held) {
        if (!(shown instanceof Presentation.Known known)
                || known.credential().kind() != CredentialKind.ORDER) {
            return shown;
        }
        var token = known.credential().token();
        return held.flatMap(orders -> entry(orders, token))
                .<Presentation>map(entry -> with(known, entry))
                .orElse(shown);
    }

    private static Optional<Entry> entry(Preorders orders, Token id) {
        return orders.order(id).map(order -> entry(orders, order));
    }

    private static Entry entry(Preorders orders, Preorder order) {
        return new Entry(
                orders.list(),
                order.diner(),
                Set.of(GROUP),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static Presentation with(Presentation.Known known, Entry entry) {
        var entries = new ArrayList<>(known.entries());
        entries.add(entry);
        return new Presentation.Known(known.credential(), entries, known.lists());
    }
}
