package chat.parley.api.search;

import chat.parley.shared.event.Message;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What to look for, and where.
///
/// @param conversation only in this one
/// @param sender only by this one
/// @param type only of this type
/// @param since not before
/// @param place where the last page ended, or the beginning
record SearchRequest(
    UserId caller,
    Query query,
    @Nullable ConversationId conversation,
    @Nullable UserId sender,
    Message.@Nullable Type type,
    Instant since,
    Sort sort,
    Place place,
    int limit) {}
