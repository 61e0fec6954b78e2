package onecard.edge.loop;

import java.util.Optional;
import onecard.access.Token;
import onecard.edge.record.ClosedVisit;
import onecard.edge.record.VisitWords;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.visit.Difference;

/// What a guard is told of visits, from records that are durable.
final class VisitNews {

    private VisitNews() {}

    /// Of most records it is nothing.
    static void tell(Guard guard, Draft draft) {
        if (draft.kind() == EventKind.VISIT) {
            ClosedVisit.of(draft).ifPresent(guard::closed);
            leftAgain(draft).ifPresent(guard::leftAgain);
        } else if (draft.kind() == EventKind.ALARM) {
            unseen(draft).ifPresent(guard::unseen);
        }
    }

    private static Optional<Guard.LeftAgain> leftAgain(Draft draft) {
        return pass(draft)
                .filter(_ -> VisitWords.differences(draft.data()).contains(Difference.EXIT_AGAIN))
                .map(pass -> new Guard.LeftAgain(draft.point(), pass, draft.at().wall()));
    }

    private static Optional<Guard.Unseen> unseen(Draft draft) {
        var data = draft.data();
        boolean raised =
                data.text("alarm").equals(Optional.of(VisitWords.PASSAGE_UNKNOWN))
                        && data.bool("active").orElse(false);
        int many = data.number("number").map(Math::toIntExact).orElse(1);
        return pass(draft)
                .filter(_ -> raised)
                .map(pass -> new Guard.Unseen(draft.point(), pass, many, draft.at().wall()));
    }

    private static Optional<Token> pass(Draft draft) {
        return draft.data().text("pass").flatMap(Token::parse);
    }
}
