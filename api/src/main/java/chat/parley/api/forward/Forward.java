package chat.parley.api.forward;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// What somebody wants to say again, and where.
///
/// @param targets each once
record Forward(MessageId source, UserId actor, List<ConversationId> targets) {
  Forward {
    targets = List.copyOf(targets);
  }

  Array conversations(Connection connection) throws SQLException {
    return connection.createArrayOf("uuid", targets.stream().map(ConversationId::value).toArray());
  }
}
