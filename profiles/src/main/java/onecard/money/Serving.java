package onecard.money;

import java.time.LocalDate;

/// One meal of one business day: what a first helping is the first of. A window that runs past
/// midnight belongs to the day on which it began, to its end.
public record Serving(String meal, LocalDate businessDate) {}
