package onecard.edge.site;

import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.WRITE_DATE;

import java.time.DateTimeException;
import java.time.LocalDate;

/// What must hold of who may pass, at a point of any kind.
record PolicyRules(Known known, Problems problems) {

    void check(Settings point) {
        known.of(Thing.SCHEDULE).optional(point, "schedule");
        known.of(Thing.CALENDAR).optional(point, "calendar");
        known.of(Thing.LIST).each(point, "lists");
        expired(point);
    }

    /// Expired cards are let in only until a day that somebody chose.
    private void expired(Settings point) {
        if (point.at("expired_until").isEmpty()) {
            return;
        }
        try {
            LocalDate.parse(point.text("expired_until"));
        } catch (DateTimeException _) {
            problems.add(point, "expired_until", "date", WRITE_DATE.with());
        }
        if (!point.flag("valid_card_only")) {
            problems.add(
                    point,
                    "expired_until",
                    "without_effect",
                    ONLY_WITH.with("valid_card_only: true"));
        }
    }
}
