package chat.parley.api.account;

import chat.parley.shared.event.User;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/// Creates accounts and says whose a name and a password are.
@Singleton
public class Accounts {
  private final AccountRepository repository;
  private final Passwords passwords;
  private final TransactionOperations<Connection> transactions;
  private final IdGenerator ids;
  private final Clock clock;

  Accounts(
      AccountRepository repository,
      Passwords passwords,
      TransactionOperations<Connection> transactions,
      IdGenerator ids,
      Clock clock) {
    this.repository = repository;
    this.passwords = passwords;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  public CreateResult create(NewAccount wanted) {
    User user =
        new User(
            ids.user(),
            wanted.username(),
            Objects.requireNonNullElse(wanted.displayName(), wanted.username()),
            null,
            null,
            User.Status.OFFLINE,
            null,
            null,
            false,
            false,
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    return repository.insert(user, wanted.email(), passwords.hash(wanted.password()));
  }

  /// @param login a username or an e-mail address, in any case
  /// @return the same for an unknown name and for a wrong password, after the same time
  public LoginResult authenticate(String login, String password) {
    AccountRepository.Credentials known = repository.credentials(login).orElse(null);
    boolean right = passwords.matches(password, known == null ? null : known.passwordHash());
    if (known == null || !right) {
      return new LoginResult.Wrong();
    }
    // Only to whoever knows the password: others are not told how an account stands.
    return known.suspended()
        ? new LoginResult.Suspended()
        : new LoginResult.Right(new ProvenPassword(known.user(), known.passwordHash()));
  }

  /// @param endSessions done in the same transaction, after the password is another: what the old
  ///     one opens until the commit is there to be seen by then, and afterwards it opens nothing
  public PasswordResult changePassword(
      UserId user, String current, String wanted, Runnable endSessions) {
    String hash = repository.passwordHash(user).orElse(null);
    if (!passwords.matches(current, hash) || hash == null) {
      return new PasswordResult.WrongPassword();
    }
    String replacement = passwords.hash(wanted);
    return transactions.executeWrite(
        status -> {
          if (!repository.replacePassword(user, hash, replacement)) {
            return new PasswordResult.WrongPassword();
          }
          endSessions.run();
          return new PasswordResult.Changed();
        });
  }
}
