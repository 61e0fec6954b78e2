package onecard.site;

import java.time.Duration;
import java.util.Optional;

/// What a point has besides where visitors are expected.
///
/// @param list of their passes
/// @param early so long before their time they are let in
/// @param late so long after it they still are
/// @param closedAfter the end of a visit, it is closed though nobody left
/// @param returns the reader of the way out that takes temporary cards back; absent: none does
/// @param display the guard's; absent: there is none
/// @param printer the guard's; absent: there is none
public record SiteVisitors(
        String list,
        Duration early,
        Duration late,
        Duration closedAfter,
        Optional<String> returns,
        Optional<String> display,
        Optional<String> printer) {}
