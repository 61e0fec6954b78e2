package onecard.edge.match;

import java.time.Instant;
import java.util.List;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;

/// Makes templates of samples of one modality, and says how alike two are. One thread at a time.
public interface Engine extends AutoCloseable {

    Modality modality();

    /// What its templates are made by.
    Template.Made made();

    /// So much work that the first person does not wait for what comes once. Fails where the engine
    /// cannot work, with a reason for people.
    void warmUp() throws EngineFailed;

    /// Does not keep the sample; the caller wipes it.
    ///
    /// @param position of the finger, as in [Template]
    /// @param sensor model of the sensor
    Extraction extract(Sample sample, int position, String sensor, Instant captured);

    /// How alike one is to each of the others, in their order. All are [#made] by this engine:
    /// others are never low scores, they are not comparable, and the caller has sorted them out.
    ///
    /// @return the more the more alike, on a scale of the engine; never a NaN
    double[] compare(Template probe, List<Template> references);

    @Override
    void close();

    /// What came of a sample.
    sealed interface Extraction {

        record Made(Template template) implements Extraction {}

        /// Too little is to be seen: whoever it is may try again.
        ///
        /// @param why for people, such as `too dark`
        record Poor(String why) implements Extraction {}

        /// It is none of what this engine reads.
        record Unreadable(String why) implements Extraction {}
    }

    /// An engine cannot work; its message says why, for people.
    final class EngineFailed extends Exception {
        private static final long serialVersionUID = 1L;

        public EngineFailed(String why) {
            super(why);
        }

        public EngineFailed(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
