package onecard.money;

import onecard.access.Schedule;

/// A meal that a canteen serves, and in which windows: breakfast, lunch, a supper that runs past
/// midnight.
///
/// @param id as in events
public record Meal(String id, Schedule windows) {}
