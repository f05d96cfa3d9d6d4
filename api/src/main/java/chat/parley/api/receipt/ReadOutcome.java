package chat.parley.api.receipt;

/// What became of the wish to have read up to a point.
///
/// @param moved false when they were there or further already
/// @param updatedCount messages of others that were unread before
record ReadOutcome(Reading reading, boolean moved, long updatedCount) {}
