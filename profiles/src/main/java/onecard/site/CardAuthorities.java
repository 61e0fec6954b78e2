package onecard.site;

import java.time.Duration;
import java.util.List;

/// Whose certificates on cards are believed.
///
/// @param issuers PEM file of roots and of authorities below them
/// @param crls files of revocation lists, one an authority
/// @param grace how long after its end a list still speaks
/// @param application on the card that holds its certificate, by name, hex digits
public record CardAuthorities(
        String issuers, List<String> crls, Duration grace, String application) {

    public CardAuthorities {
        crls = List.copyOf(crls);
    }
}
