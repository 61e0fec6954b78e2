package onecard.access;

import onecard.time.Mono;

/// A tap that waits for an answer at its point.
///
/// @param shown as it was, with the entries of that moment
/// @param right it may pass by
/// @param awaits what is awaited
/// @param given what was answered before
/// @param until when it waits no more
public record Question(
        Presentation shown,
        Direction direction,
        Token subject,
        Right right,
        Reason awaits,
        Answers given,
        Mono until) {}
