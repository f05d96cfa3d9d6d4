package chat.parley.api.account;

import chat.parley.api.account.AccountRepository.Credentials;
import chat.parley.api.account.Passwords.Verdict;
import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.outbox.CommittedEvents;
import chat.parley.api.outbox.OutboxRow;
import chat.parley.shared.event.User;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates accounts and says whose a name and a password are.
@Singleton
public class Accounts {
  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

  private final AccountRepository repository;
  private final PasswordRepository replacements;
  private final Passwords passwords;
  private final EmailVerifications verifications;
  private final List<Welcome> welcomes;
  private final CommittedEvents committed;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;
  private final IdGenerator ids;
  private final Clock clock;

  Accounts(
      AccountRepository repository,
      PasswordRepository replacements,
      Passwords passwords,
      EmailVerifications verifications,
      List<Welcome> welcomes,
      CommittedEvents committed,
      AuditLog audit,
      TransactionOperations<Connection> transactions,
      IdGenerator ids,
      Clock clock) {
    this.repository = repository;
    this.replacements = replacements;
    this.passwords = passwords;
    this.verifications = verifications;
    this.welcomes = welcomes;
    this.committed = committed;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  public CreateResult create(NewAccount wanted) {
    return create(wanted, passwords.hash(wanted.password()));
  }

  CreateResult create(NewAccount wanted, String passwordHash) {
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
    List<OutboxRow> events = new ArrayList<>();
    CreateResult created =
        transactions.executeWrite(
            status -> {
              CreateResult result = repository.insert(user, wanted.email(), passwordHash);
              if (result instanceof CreateResult.Created) {
                verifications.begin(wanted.email());
                audit.record(Action.ACCOUNT_REGISTERED, user.id(), Target.of(user.id()));
                welcomes.forEach(each -> events.addAll(each.receive(user.id())));
              } else {
                // A violated index has ended it already.
                status.setRollbackOnly();
              }
              return result;
            });
    committed.publish(events);
    return created;
  }

  /// @param login a username or an e-mail address, in any case
  /// @return the same for an unknown name and for a wrong password, after the same time
  public LoginResult authenticate(String login, String password) {
    Credentials known = repository.credentials(login).orElse(null);
    Verdict verdict = passwords.check(password, known == null ? null : known.passwordHash());
    if (known == null || verdict == Verdict.WRONG) {
      failed(known, known == null ? "unknown_account" : "wrong_password");
      return new LoginResult.Wrong();
    }
    ProvenPassword proof =
        verdict == Verdict.RIGHT_BUT_WEAK ? rehashed(known.proof(), password) : known.proof();
    // Only to whoever knows the password: others are not told how an account stands.
    if (known.suspended()) {
      failed(known, "suspended");
      return new LoginResult.Suspended();
    }
    return new LoginResult.Right(proof);
  }

  /// Without what was submitted: it may be a password in the wrong field.
  private void failed(@Nullable Credentials known, String reason) {
    audit.record(
        Action.LOGIN_FAILED,
        null,
        known == null ? null : Target.of(known.proof().user()),
        Map.of("reason", reason));
  }

  /// Can wait for the next login.
  ///
  /// @return by what the account has then
  private ProvenPassword rehashed(ProvenPassword proven, String password) {
    try {
      String hash = passwords.hash(password);
      return replacements.replace(proven, hash) ? new ProvenPassword(proven.user(), hash) : proven;
    } catch (HashingBusyException e) {
      LOG.debug("a weak hash stays for now");
      return proven;
    }
  }

  /// @param endSessions done in the same transaction, after the password is another: what the old
  ///     one opens until the commit is there to be seen by then, and afterwards it opens nothing
  public PasswordResult changePassword(
      UserId user, String current, String wanted, Runnable endSessions) {
    ProvenPassword proof = prove(user, current).orElse(null);
    if (proof == null) {
      return new PasswordResult.WrongPassword();
    }
    String hash = passwords.hash(wanted);
    return transactions.executeWrite(
        status -> {
          if (!replacements.replace(proof, hash)) {
            return new PasswordResult.WrongPassword();
          }
          endSessions.run();
          audit.record(Action.PASSWORD_CHANGED, user, Target.of(user));
          return new PasswordResult.Changed();
        });
  }

  /// For somebody who is logged in, and asked once more.
  Optional<ProvenPassword> prove(UserId user, String password) {
    Credentials known = repository.credentials(user).orElse(null);
    Verdict verdict = passwords.check(password, known == null ? null : known.passwordHash());
    return known == null || verdict == Verdict.WRONG
        ? Optional.empty()
        : Optional.of(known.proof());
  }
}
