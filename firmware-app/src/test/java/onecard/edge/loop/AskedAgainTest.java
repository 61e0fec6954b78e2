package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.command.Command;
import onecard.edge.command.Command.Act;
import onecard.edge.command.Command.Whom;
import onecard.edge.crypto.Json;
import onecard.edge.record.Orders;
import org.junit.jupiter.api.Test;

/// A command's id that is used once more asks the same only if it is of the same people, for the
/// same meeting, and with the same numbers.
class AskedAgainTest {

    private static final Token ANN = new Token(1, 1);
    private static final Token BOB = new Token(2, 2);

    private static String asked(Act act) {
        return Orders.asked(
                "p", Events.asked(Json.Obj.EMPTY, new Command("command-1", "p", act, "local")));
    }

    private static String counted(long fen) {
        return Orders.asked(
                "p",
                Json.Obj.EMPTY
                        .with("verb", "reconcile")
                        .with("counted", Json.Obj.EMPTY.with("sum", fen)));
    }

    @Test
    void eachThatAsksSomethingElseIsAnotherOne() {
        var all =
                Stream.concat(
                                Stream.<Act>of(
                                                new Act.Attend(ANN, BOB, Optional.empty()),
                                                new Act.Attend(BOB, BOB, Optional.empty()),
                                                new Act.Attend(ANN, ANN, Optional.empty()),
                                                new Act.Attend(ANN, BOB, Optional.of("one")),
                                                new Act.Attend(ANN, BOB, Optional.of("two")),
                                                new Act.Forgive(new Whom.Everybody()),
                                                new Act.Forgive(new Whom.Person(ANN)),
                                                new Act.Forgive(new Whom.Person(BOB)),
                                                new Act.Forgive(new Whom.Inside("hall")),
                                                new Act.Forgive(new Whom.Inside("yard")),
                                                new Act.Forgive(
                                                        new Whom.Holder(CredentialKind.UID, ANN)))
                                        .map(AskedAgainTest::asked),
                                Stream.of(counted(1), counted(2)))
                        .toList();
        assertEquals(List.copyOf(all).size(), new HashSet<>(all).size(), all::toString);
        assertEquals(counted(1), counted(1));
        assertEquals(
                asked(new Act.Attend(ANN, BOB, Optional.of("one"))),
                asked(new Act.Attend(ANN, BOB, Optional.of("one"))));
    }
}
