package onecard.edge.store.vault;

import java.time.Instant;
import java.util.regex.Pattern;
import onecard.access.Token;
import onecard.hal.bio.Modality;

/// What a person agreed to: that they are known by one part of their body, for one purpose, until
/// a day. Nothing of a body is kept or compared without one that holds.
///
/// @param person their token
/// @param purpose a label of the site's own, such as `gate`
/// @param text which version of the text they were shown, such as `2026-03`
/// @param channel how they said so, such as `paper` or `counter`
/// @param guardian given by a guardian, as for a child below 14
/// @param mayMove whether a template may be brought to another device
/// @param until when it ends, and all that is kept under it
public record Consent(
        Token person,
        Modality modality,
        String purpose,
        String text,
        String channel,
        boolean guardian,
        boolean mayMove,
        Instant granted,
        Instant until) {

    /// Labels, so that nobody writes a name or a number into them unawares: a run of six digits
    /// is none.
    private static final Pattern LABEL =
            Pattern.compile("(?!.*[0-9]{6})[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    public Consent {
        if (!isLabel(purpose) || !isLabel(text) || !isLabel(channel) || !until.isAfter(granted)) {
            throw new IllegalArgumentException(
                    "%s, %s, %s, %s to %s".formatted(purpose, text, channel, granted, until));
        }
    }

    /// What purposes, versions of texts and channels look like.
    public static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }
}
