package chat.parley.api.block;

import chat.parley.api.friend.Friendships;
import chat.parley.api.friend.PairChanges;
import chat.parley.api.friend.Relation;
import chat.parley.api.friend.Turn;
import chat.parley.api.presence.PresenceNews;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Puts blocks between people and lifts them. Once [#put] has returned nothing that the blocked
/// one writes to the other is committed, whichever api takes it.
@Singleton
class Blocks {
  private final PairChanges changes;
  private final BlockRepository blocks;
  private final Friendships friendships;
  private final PresenceNews presence;

  Blocks(
      PairChanges changes, BlockRepository blocks, Friendships friendships, PresenceNews presence) {
    this.changes = changes;
    this.blocks = blocks;
    this.friendships = friendships;
    this.presence = presence;
  }

  List<User> page(UserId blocker, UserId after, int limit) {
    return blocks.page(blocker, after, limit);
  }

  /// @return whether there is such a user; then they are blocked, from now on or since earlier
  boolean put(UserId blocker, UserId blocked) {
    Made made = changes.make(blocker, blocked, this::put);
    made.turn().ifPresent(friendships::tell);
    if (made.isNew()) {
      presence.tell(blocked, blocker);
    }
    return made.areKnown();
  }

  private Made put(Relation now) {
    if (!now.areKnown() || now.hasBlocked()) {
      return new Made(now.areKnown(), false, Optional.empty());
    }
    blocks.put(now.self(), now.other());
    blocks.markDirect(now.self(), now.other());
    return new Made(true, true, friendships.dissolve(now));
  }

  /// Nothing happens where there is none.
  void lift(UserId blocker, UserId blocked) {
    boolean wasThere = changes.make(blocker, blocked, this::lifted);
    if (wasThere) {
      presence.tell(blocked, blocker);
    }
  }

  private boolean lifted(Relation now) {
    if (now.hasBlocked()) {
      blocks.lift(now.self(), now.other());
      blocks.markDirect(now.self(), now.other());
    }
    return now.hasBlocked();
  }

  /// @param turn what became of what was between the two
  private record Made(boolean areKnown, boolean isNew, Optional<Turn> turn) {}
}
