package onecard.edge.site;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.CardTerms;
import onecard.access.Policy;

/// Binds who may pass one point, whatever its kind.
final class PolicyBinder {

    private final Settings point;
    private final Times times;
    private final Areas areas;
    private final Interlocks interlocks;

    PolicyBinder(Settings point, Times times, Areas areas, Interlocks interlocks) {
        this.point = point;
        this.times = times;
        this.areas = areas;
        this.interlocks = interlocks;
    }

    Policy bind() {
        return new Policy(
                names("lists"),
                names("groups"),
                point.find("schedule").map(times.schedules()::get),
                times.schedules(),
                point.find("calendar").map(times.calendars()::get),
                Assurance.valueOf(point.text("least")),
                times.zone(),
                point.at("stale_after_h").map(_ -> Duration.ofHours(point.whole("stale_after_h"))),
                point.is("untrusted_clock", "refuse")
                        ? Policy.Untimed.REFUSE
                        : Policy.Untimed.PERMANENT_ONLY,
                cardTerms(),
                point.is("exit", "always"),
                new SafeguardBinder(point, times, areas, interlocks).bind());
    }

    private CardTerms cardTerms() {
        return new CardTerms(
                point.flag("valid_card_only"),
                point.find("expired_until").map(LocalDate::parse),
                (int) point.whole("renew_within_days"),
                names("regions"));
    }

    private Set<String> names(String key) {
        return new HashSet<>(point.items(key));
    }
}
