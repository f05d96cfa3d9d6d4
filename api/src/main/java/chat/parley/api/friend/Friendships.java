package chat.parley.api.friend;

import chat.parley.api.friend.Turn.Kind;
import chat.parley.api.user.Users;
import chat.parley.shared.event.User;
import chat.parley.shared.id.FriendRequestId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Makes and ends friendships.
@Singleton
public class Friendships {
  /// Of each kind of request.
  private static final int MOST_LISTED = 100;

  private final PairChanges changes;
  private final FriendRepository friends;
  private final Users users;
  private final FriendNews news;
  private final IdGenerator ids;

  Friendships(
      PairChanges changes,
      FriendRepository friends,
      Users users,
      FriendNews news,
      IdGenerator ids) {
    this.changes = changes;
    this.friends = friends;
    this.users = users;
    this.news = news;
    this.ids = ids;
  }

  List<User> page(UserId self, UserId after, int limit) {
    return friends.friends(self, after, limit);
  }

  FriendRequests requests(UserId self) {
    return friends.requests(self, MOST_LISTED);
  }

  /// Who asks somebody that has asked them accepts.
  FriendResult ask(UserId self, UserId other) {
    return told(changes.make(self, other, this::asked));
  }

  private FriendResult asked(Relation now) {
    if (!now.areKnown()) {
      return new FriendResult.UnknownUser();
    }
    if (now.isBarred()) {
      return new FriendResult.Blocked();
    }
    Friendship present = now.friendship();
    if (present == null) {
      return done(Kind.REQUESTED, now, friends.ask(ids.friendRequest(), now.self(), now.other()));
    }
    if (present.isAccepted()) {
      return new FriendResult.AlreadyFriends();
    }
    return present.requestedBy().equals(now.self())
        ? new FriendResult.AlreadyAsked()
        : accepted(now, present);
  }

  /// Once more is no error: the answer to the first may have been lost.
  FriendResult accept(FriendRequestId id, UserId self) {
    return change(
        id,
        self,
        (now, request) -> {
          if (request.requestedBy().equals(self)) {
            return new FriendResult.NotTheirs();
          }
          return request.isAccepted() ? done(Kind.UNCHANGED, now, request) : accepted(now, request);
        });
  }

  private FriendResult accepted(Relation now, Friendship request) {
    friends.accept(request.id());
    return done(Kind.ACCEPTED, now, request.accepted());
  }

  FriendResult decline(FriendRequestId id, UserId self) {
    return change(
        id,
        self,
        (now, request) ->
            request.requestedBy().equals(self)
                ? new FriendResult.NotTheirs()
                : unasked(Kind.DECLINED, now, request));
  }

  FriendResult withdraw(FriendRequestId id, UserId self) {
    return change(
        id,
        self,
        (now, request) ->
            request.requestedBy().equals(self)
                ? unasked(Kind.REMOVED, now, request)
                : new FriendResult.NotTheirs());
  }

  private FriendResult unasked(Kind kind, Relation now, Friendship request) {
    if (request.isAccepted()) {
      return new FriendResult.AlreadyFriends();
    }
    friends.remove(request.id());
    return done(kind, now, request);
  }

  /// Whose request it is never changes, so that is asked before there is a lock; whether it is
  /// still there, and not another one between the same two, is asked under it.
  private FriendResult change(
      FriendRequestId id, UserId self, BiFunction<Relation, Friendship, FriendResult> step) {
    Optional<UserId> other = friends.other(id, self);
    if (other.isEmpty()) {
      return new FriendResult.UnknownRequest();
    }
    return told(
        changes.make(
            self,
            other.get(),
            now -> {
              Friendship request = now.friendship();
              return request == null || !request.id().equals(id)
                  ? new FriendResult.UnknownRequest()
                  : step.apply(now, request);
            }));
  }

  /// Nothing happens where there is none.
  void end(UserId self, UserId friend) {
    changes
        .make(self, friend, now -> now.areFriends() ? dissolve(now) : Optional.<Turn>empty())
        .ifPresent(news::tell);
  }

  /// Ends whatever there is between two, within [PairChanges]. They hear what they would hear
  /// without a block: who had asked is declined, who was asked sees the request taken back.
  ///
  /// @return what is to be told after the commit
  public Optional<Turn> dissolve(Relation now) {
    Friendship present = now.friendship();
    if (present == null) {
      return Optional.empty();
    }
    friends.remove(present.id());
    boolean isDeclined = !present.isAccepted() && present.requestedBy().equals(now.other());
    return Optional.of(turn(isDeclined ? Kind.DECLINED : Kind.REMOVED, now, present));
  }

  /// After the commit.
  public void tell(Turn turn) {
    news.tell(turn);
  }

  private FriendResult done(Kind kind, Relation now, Friendship friendship) {
    return new FriendResult.Done(turn(kind, now, friendship));
  }

  /// Read before the commit: what is committed is answered, whatever becomes of the database
  /// then.
  private Turn turn(Kind kind, Relation now, Friendship friendship) {
    return new Turn(
        kind,
        now.self(),
        now.other(),
        friendship,
        users.asTheySeeEachOther(now.self(), now.other()));
  }

  private FriendResult told(FriendResult result) {
    if (result instanceof FriendResult.Done done) {
      news.tell(done.turn());
    }
    return result;
  }
}
