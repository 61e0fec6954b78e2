package onecard.edge.match.finger;

import com.machinezoo.fingerprintio.TemplateFormat;
import com.machinezoo.fingerprintio.ansi378v2004.Ansi378v2004Template;
import com.machinezoo.fingerprintio.iso19794p2v2005.Iso19794p2v2005Template;
import com.machinezoo.noexception.Exceptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Published formats of minutiae, as sensors hand them out.
public enum RecordFormat {
    ISO_19794_2_2005("iso19794-2:2005", "an ISO/IEC 19794-2:2005 record"),
    ANSI_378_2004("ansi378-2004", "an ANSI INCITS 378-2004 record");

    private final String id;
    private final String called;

    RecordFormat(String id, String called) {
        this.id = id;
        this.called = called;
    }

    public static Optional<RecordFormat> ofId(String id) {
        return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
    }

    /// As templates and samples name it.
    public String id() {
        return id;
    }

    /// For people, with its article.
    String called() {
        return called;
    }

    /// What such a record says of its views.
    ///
    /// @param perCentimetre pixels, across and down
    record Content(int acrossPerCentimetre, int downPerCentimetre, List<View> views) {}

    /// @param position of the finger, as in `Template`
    /// @param quality 0 to 100; 0 also where nobody has said
    record View(int position, int minutiae, int quality) {}

    /// Whether it begins as one; the two share their first bytes.
    boolean accepts(byte[] record) {
        return TemplateFormat.identify(record)
                == switch (this) {
                    case ISO_19794_2_2005 -> TemplateFormat.ISO_19794_2_2005;
                    case ANSI_378_2004 -> TemplateFormat.ANSI_378_2004;
                };
    }

    /// Throws any runtime exception at what is no such record to the letter.
    Content content(byte[] record) {
        return switch (this) {
            case ISO_19794_2_2005 -> {
                var read = new Iso19794p2v2005Template(record, Exceptions.propagate());
                yield new Content(
                        read.resolutionX,
                        read.resolutionY,
                        read.fingerprints.stream()
                                .map(it -> view(it.position, it.minutiae, it.quality))
                                .toList());
            }
            case ANSI_378_2004 -> {
                var read = new Ansi378v2004Template(record, Exceptions.propagate());
                yield new Content(
                        read.resolutionX,
                        read.resolutionY,
                        read.fingerprints.stream()
                                .map(it -> view(it.position, it.minutiae, it.quality))
                                .toList());
            }
        };
    }

    /// @param position a constant of either format; both stand in the order of their codes
    private static View view(Enum<?> position, List<?> minutiae, int quality) {
        return new View(position.ordinal(), minutiae.size(), quality);
    }
}
