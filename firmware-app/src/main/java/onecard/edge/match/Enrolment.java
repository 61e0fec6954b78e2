package onecard.edge.match;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.match.Engine.Extraction;
import onecard.hal.bio.Sample;

/// Several views of one finger or face that are fit to be kept: each is good enough, and each is
/// like each other one, so that they are of one finger, and later ones will be found like them.
public sealed interface Enrolment {

    /// Fewer say too little of how a finger is laid down (three views: 3 in 100 misses against 6).
    int VIEWS_MIN = 3;

    /// Each shares the target with the others: more make the score finer than it can be.
    int VIEWS_MAX = 5;

    /// @param templates in the order of the views; the caller's to wipe
    record Good(List<Template> templates) implements Enrolment {}

    /// One view is not good enough.
    ///
    /// @param view from 1
    /// @param why for people, as the engine says it
    record Poor(int view, String why) implements Enrolment {}

    /// Two views are not alike: of another finger, or too little of it is on both.
    ///
    /// @param first from 1
    /// @param second after it
    record Unlike(int first, int second) implements Enrolment {}

    /// The score at which two views are taken for one finger: of a thousand pairs of two fingers
    /// one may be, or as few as the record knows of. What a tap asks for may be finer, and is where
    /// views share it.
    static double least(CalibrationRecord record) {
        return switch (Thresholds.verify(record, 1e-3, 1, 1)) {
            case Threshold.Score(double least, _, _) -> least;
            case Threshold.TooFine _ -> record.table().getLast().score().doubleValue();
        };
    }

    /// On the engine's thread. The samples stay the caller's to wipe; of what comes to nothing no
    /// template is left.
    ///
    /// @param views as many as [#VIEWS_MIN] to [#VIEWS_MAX]
    /// @param position as in [Template]
    /// @param least score of two that are alike
    static Enrolment of(
            Engine engine,
            List<Sample> views,
            int position,
            String sensor,
            Instant captured,
            double least) {
        if (views.size() < VIEWS_MIN || views.size() > VIEWS_MAX) {
            throw new IllegalArgumentException(views.size() + " views");
        }
        var templates = new ArrayList<Template>();
        boolean kept = false;
        try {
            for (var view : views) {
                switch (engine.extract(view, position, sensor, captured)) {
                    case Extraction.Made(var template) -> templates.add(template);
                    case Extraction.Poor(var why) -> {
                        return new Poor(templates.size() + 1, why);
                    }
                    case Extraction.Unreadable(var why) -> {
                        return new Poor(templates.size() + 1, why);
                    }
                }
            }
            var unlike = unlike(engine, templates, least);
            kept = unlike.isEmpty();
            return kept ? new Good(List.copyOf(templates)) : unlike.orElseThrow();
        } finally {
            if (!kept) {
                templates.forEach(Template::wipe);
            }
        }
    }

    /// The first two that are.
    private static Optional<Unlike> unlike(Engine engine, List<Template> templates, double least) {
        for (int i = 0; i < templates.size() - 1; i++) {
            var others = templates.subList(i + 1, templates.size());
            var scores = engine.compare(templates.get(i), others);
            for (int j = 0; j < scores.length; j++) {
                if (scores[j] < least) {
                    return Optional.of(new Unlike(i + 1, i + j + 2));
                }
            }
        }
        return Optional.empty();
    }
}
