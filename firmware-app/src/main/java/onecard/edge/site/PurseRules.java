package onecard.edge.site;

import static onecard.edge.words.Message.KEEP_ONE;
import static onecard.edge.words.Message.NO_PURSE_BY_MODE;
import static onecard.edge.words.Message.NO_PURSE_IN_CODE;
import static onecard.edge.words.Message.NO_PURSE_ON_CARD;
import static onecard.edge.words.Message.NO_TIME_FOR_PIN;
import static onecard.edge.words.Message.ONLY_WITH;

import java.util.List;
import java.util.Objects;
import onecard.site.Board;

/// What must hold at a till that the purses of cards pay at, and of those keys at any other: one
/// reader of cards, one module, and nothing that would keep a card waiting.
record PurseRules(Known known, Problems problems) {

    private static final String PURSE = "payment: purse";

    /// What only accounts have.
    private static final List<String> OF_ACCOUNTS =
            List.of(
                    "accounts",
                    "wallets",
                    "offline_count_max",
                    "offline_max_fen",
                    "exposure_max_fen",
                    "reduced_after_h",
                    "reduced_percent",
                    "floor_fen",
                    "refused_after_h");

    void check(Settings point) {
        if (!point.is("payment", "purse")) {
            for (var key : List.of("purse", "same_card_s")) {
                if (point.at(key).isPresent()) {
                    problems.add(point, key, "without_effect", key, ONLY_WITH.with(PURSE));
                }
            }
            return;
        }
        known.of(Thing.PURSE).required(point, "purse");
        for (var key : OF_ACCOUNTS) {
            if (point.at(key).isPresent()) {
                problems.add(point, key, "contradicts", key, ONLY_WITH.with("payment: accounts"));
            }
        }
        if (point.is("mode", "tray") || point.is("mode", "weigh")) {
            problems.add(point, "mode", "unsupported", NO_PURSE_BY_MODE.with());
        }
        if (point.at("same_card_s").isPresent() && point.find("keypad").isPresent()) {
            problems.add(point, "same_card_s", "contradicts", KEEP_ONE.with());
        }
        if (point.at("second_factor").isPresent()) {
            problems.add(point, "second_factor", "unsupported", NO_TIME_FOR_PIN.with());
        }
        side(point.section("in"));
    }

    private void side(Settings in) {
        for (var key : List.of("scanner", "more_readers")) {
            if (in.at(key).isPresent()) {
                problems.add(in, key, "unsupported", key, NO_PURSE_IN_CODE.with());
            }
        }
        if (in.find("keypad").isPresent()) {
            problems.add(in, "keypad", "unsupported", NO_TIME_FOR_PIN.with());
        }
        known.of(Thing.READER).required(in, "reader");
        in.find("reader")
                .filter(known.of(Thing.READER).known()::contains)
                .map(name -> Objects.requireNonNull(known.board().readers().get(name)))
                .filter(reader -> !canCarryOne(reader))
                .ifPresent(_ -> problems.add(in, "reader", "no_purse", NO_PURSE_ON_CARD.with()));
    }

    /// Resident ID cards have none, and whatever else is read has another application for it.
    private static boolean canCarryOne(Board.Reader reader) {
        return !(reader.source() instanceof Board.ReaderSource.IdModule)
                && !reader.applications().stream().allMatch("idcard"::equals);
    }
}
