package chat.parley.api.account;

import chat.parley.api.outbox.OutboxRow;
import chat.parley.shared.id.UserId;
import java.util.List;

/// Does something for every new account, in the transaction that creates it and as the last part
/// of it: what it locks it holds for the commit alone. All beans of this type are called.
public interface Welcome {
  /// @return to be published after the commit
  List<OutboxRow> receive(UserId user);
}
