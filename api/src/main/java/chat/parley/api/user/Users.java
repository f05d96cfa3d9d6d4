package chat.parley.api.user;

import chat.parley.api.account.EmailVerifications;
import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.shared.event.User;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks people up, and lets them say who they are.
@Singleton
public class Users {
  private final UserRepository repository;
  private final UserSearchRepository searches;
  private final ProfileRepository profiles;
  private final UserNews news;
  private final EmailVerifications verifications;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;

  Users(
      UserRepository repository,
      UserSearchRepository searches,
      ProfileRepository profiles,
      UserNews news,
      EmailVerifications verifications,
      AuditLog audit,
      TransactionOperations<Connection> transactions) {
    this.repository = repository;
    this.searches = searches;
    this.profiles = profiles;
    this.news = news;
    this.verifications = verifications;
    this.audit = audit;
    this.transactions = transactions;
  }

  /// @return empty when there is no such account
  public Optional<Me> me(UserId user) {
    return repository.me(user);
  }

  /// Of two who have an account each one's view of the other, by who sees it.
  public Map<UserId, User> asTheySeeEachOther(UserId one, UserId other) {
    return repository.views(one, other);
  }

  /// @return empty when there never was such an account
  Optional<User> find(UserId user, UserId viewer) {
    return repository.find(user, viewer);
  }

  List<UserHit> search(UserSearch search, int limit) {
    return searches.search(search, limit);
  }

  List<User> online(UserId viewer, UserId after, int limit) {
    return searches.online(viewer, after, limit);
  }

  ProfileResult change(UserId user, ProfileChange change) {
    ProfileResult result =
        transactions.executeWrite(
            status -> {
              ProfileResult tried = tryToChange(user, change);
              if (!(tried instanceof ProfileResult.Changed)) {
                status.setRollbackOnly(); // A unique index refused: nothing more can be committed.
              }
              return tried;
            });
    if (result instanceof ProfileResult.Changed changed && changed.seen()) {
      news.announce(user);
    }
    return result;
  }

  private ProfileResult tryToChange(UserId user, ProfileChange change) {
    ProfileResult result = profiles.change(user, change);
    String email = change.email();
    if (result instanceof ProfileResult.Changed changed && changed.newAddress() && email != null) {
      verifications.begin(email);
      audit.record(Action.EMAIL_CHANGED, user, Target.of(user));
    }
    return result;
  }
}
