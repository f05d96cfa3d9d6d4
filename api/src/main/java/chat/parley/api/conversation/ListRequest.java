package chat.parley.api.conversation;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.CursorCodec;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MalformedIdException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which conversations to list.
///
/// @param type `null` for all
/// @param query what is in the name, or in a name of the other one of two; `null` for all
/// @param after where the last page ended, `null` for the first
record ListRequest(
    Conversation.@Nullable Type type,
    boolean archived,
    @Nullable String query,
    @Nullable After after) {

  /// The last conversation of a page.
  record After(Instant lastActivityAt, ConversationId id) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    After {
      // Java's times go on where PostgreSQL's end; no conversation is from there.
      if (lastActivityAt.isBefore(Instant.EPOCH) || lastActivityAt.isAfter(LATEST)) {
        throw new BadCursorException();
      }
    }

    static After of(Conversation conversation) {
      return new After(conversation.lastActivityAt(), conversation.id());
    }

    static After parse(String cursor) {
      List<String> parts = CursorCodec.decode(cursor, 2);
      try {
        return new After(Instant.parse(parts.getFirst()), ConversationId.parse(parts.getLast()));
      } catch (DateTimeParseException | MalformedIdException e) {
        throw new BadCursorException();
      }
    }

    String cursor() {
      return CursorCodec.encode(lastActivityAt.toString(), id.toString());
    }
  }
}
