package chat.parley.api.block;

import chat.parley.api.account.Erasure;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Lifts all blocks by and of somebody whose account is being deleted. In the transaction that
/// does that and holds the account's row, so none is put behind it (see
/// [chat.parley.api.friend.PairChanges]).
@Singleton
class BlockErasure implements Erasure {
  private static final String UNMARK =
      """
      with marked as materialized (
        select p.conversation_id, p.user_id
          from participants mine
          join participants p on p.conversation_id = mine.conversation_id and p.blocked
         where mine.user_id = ? and mine.blocked
         order by p.conversation_id, p.user_id
           for no key update of p
      )
      update participants p set blocked = false
        from marked
       where p.conversation_id = marked.conversation_id and p.user_id = marked.user_id
      """;

  private static final String ERASE = "delete from blocks where blocker_id = ? or blocked_id = ?";

  @Override
  public void erase(Connection connection, UserId user) throws SQLException {
    try (PreparedStatement unmark = connection.prepareStatement(UNMARK);
        PreparedStatement erase = connection.prepareStatement(ERASE)) {
      unmark.setObject(1, user.value());
      unmark.executeUpdate();
      erase.setObject(1, user.value());
      erase.setObject(2, user.value());
      erase.executeUpdate();
    }
  }
}
