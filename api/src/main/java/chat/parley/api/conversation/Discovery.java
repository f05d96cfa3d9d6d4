package chat.parley.api.conversation;

import chat.parley.api.system.BadCursorException;
import chat.parley.api.system.CursorCodec;
import chat.parley.shared.event.Conversation;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MalformedIdException;
import chat.parley.shared.id.UserId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which public conversations to look for.
///
/// @param query empty for all
/// @param after where the last page ended, `null` for the first
record Discovery(UserId viewer, String query, @Nullable Place after) {

  /// What was found.
  record Hit(Conversation conversation, int tier, float similarity) {
    Place place() {
      return new Place(tier, similarity, conversation.id());
    }
  }

  /// Where something stands among what was found: by how its name matches, then the newest first.
  /// It depends on the query and its own name alone, so pages don't shift when others come and go.
  record Place(int tier, float similarity, ConversationId id) {
    static final Place FIRST = new Place(-1, 0, new ConversationId(new UUID(-1, -1)));

    static Place parse(String cursor) {
      List<String> parts = CursorCodec.decode(cursor, 3);
      try {
        return new Place(
            Integer.parseInt(parts.getFirst()),
            Float.parseFloat(parts.get(1)),
            ConversationId.parse(parts.getLast()));
      } catch (NumberFormatException | MalformedIdException e) {
        throw new BadCursorException();
      }
    }

    String cursor() {
      return CursorCodec.encode(Integer.toString(tier), Float.toString(similarity), id.toString());
    }
  }
}
