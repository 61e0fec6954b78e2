package onecard.edge.birth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onecard.edge.crypto.Json;
import onecard.edge.site.SiteFile;
import org.junit.jupiter.api.Test;

/// What a device says of its tills.
class BirthTest {

    private static final Path EXAMPLES = Path.of("../profiles/examples");

    private static List<String> tills(String yaml) {
        var read = assertInstanceOf(SiteFile.Read.Good.class, SiteFile.read(yaml));
        return Birth.tills(read.profile()).stream()
                .map(Json.Obj.class::cast)
                .map(till -> till.text("point").get() + " " + till.text("payment").get())
                .toList();
    }

    private static String text(String example) throws IOException {
        return Files.readString(EXAMPLES.resolve(example));
    }

    /// Whoever reads it never has to guess from what was sold.
    @Test
    void eachTillSaysHowItIsPaid() throws Exception {
        var accounts = text("bench-canteen.yaml");
        assertEquals(List.of("till-1 accounts"), tills(accounts));
        assertEquals(List.of("shower-1 accounts"), tills(text("bench-shower.yaml")));
        assertEquals(List.of("till-1 purse"), tills(text("bench-purse.yaml")));
        var counted =
                accounts.replace(", price_fen: 1200", "")
                        .replaceFirst(
                                "(?m)^    accounts:.*\\n    wallets:.*$", "    payment: counted");
        assertEquals(List.of("till-1 counted"), tills(counted));
    }

    @Test
    void aDoorSaysNothingOfIt() throws Exception {
        assertEquals(List.of(), tills(text("bench-door.yaml")));
    }
}
