package onecard.edge.doctor;

import onecard.access.Reason;
import onecard.edge.words.Message;
import onecard.edge.words.ReasonWords;
import onecard.words.Words;

/// The next step where points refuse by what was found, or soon will: as an operator is told it of
/// the reason.
final class Advice {

    private Advice() {}

    static Words of(Reason reason) {
        var words = ReasonWords.of(reason);
        return Message.DOCTOR_ADVICE.with(reason, words.next(), words.acts().words());
    }
}
