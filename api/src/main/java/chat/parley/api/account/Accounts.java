package chat.parley.api.account;

import chat.parley.shared.event.User;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/// Creates accounts and says whose a name and a password are.
@Singleton
public class Accounts {
  private final AccountRepository repository;
  private final Passwords passwords;
  private final IdGenerator ids;
  private final Clock clock;

  Accounts(AccountRepository repository, Passwords passwords, IdGenerator ids, Clock clock) {
    this.repository = repository;
    this.passwords = passwords;
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
  /// @return empty for an unknown name and for a wrong password alike, after the same time
  public Optional<UserId> authenticate(String login, String password) {
    Optional<AccountRepository.Credentials> known = repository.credentials(login);
    boolean right =
        passwords.matches(
            password, known.map(AccountRepository.Credentials::passwordHash).orElse(null));
    return right ? known.map(AccountRepository.Credentials::user) : Optional.empty();
  }
}
