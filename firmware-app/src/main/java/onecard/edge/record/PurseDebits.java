package onecard.edge.record;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.money.Fen;
import onecard.money.PurseDebit;

/// The debit of a purse, in the journal's words: enough to ask the card about it after any restart,
/// and for its issuer to know it for genuine.
final class PurseDebits {

    private PurseDebits() {}

    static Json.Obj json(PurseDebit debit) {
        var json =
                Json.Obj.EMPTY
                        .with("card", debit.card().toString())
                        .with("before_fen", debit.before().fen())
                        .with("counter", debit.counter())
                        .with("key_version", debit.keyVersion())
                        .with("algorithm", debit.algorithm())
                        .with("random", hex(debit.random()))
                        .with("terminal", debit.terminal())
                        .with("sequence", debit.sequence())
                        .with("at", ISO_LOCAL_DATE_TIME.format(debit.at()));
        return debit.tac().map(tac -> json.with("tac", hex(tac))).orElse(json);
    }

    /// Empty for anything else.
    static Optional<PurseDebit> of(Json.Obj json) {
        try {
            return Optional.of(
                    new PurseDebit(
                            json.text("card").flatMap(Token::parse).orElseThrow(),
                            new Fen(number(json, "before_fen")),
                            Math.toIntExact(number(json, "counter")),
                            Math.toIntExact(number(json, "key_version")),
                            Math.toIntExact(number(json, "algorithm")),
                            HexFormat.fromHexDigits(json.text("random").orElseThrow()),
                            json.text("terminal").orElseThrow(),
                            number(json, "sequence"),
                            LocalDateTime.parse(json.text("at").orElseThrow()),
                            json.text("tac").map(HexFormat::fromHexDigits)));
        } catch (NoSuchElementException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static long number(Json.Obj json, String name) {
        return json.number(name).orElseThrow();
    }

    private static String hex(int bytes) {
        return HexFormat.of().toHexDigits(bytes);
    }
}
