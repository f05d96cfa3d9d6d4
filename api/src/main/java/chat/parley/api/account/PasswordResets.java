package chat.parley.api.account;

import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.api.mail.MailOrders;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.Consumer;

/// New passwords for those who have forgotten theirs and read their mail.
@Singleton
public class PasswordResets {
  private final MailTokenRepository tokens;
  private final PasswordRepository passwords;
  private final Passwords hashes;
  private final MailOrders orders;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;

  PasswordResets(
      MailTokenRepository tokens,
      PasswordRepository passwords,
      Passwords hashes,
      MailOrders orders,
      AuditLog audit,
      TransactionOperations<Connection> transactions) {
    this.tokens = tokens;
    this.passwords = passwords;
    this.hashes = hashes;
    this.orders = orders;
    this.audit = audit;
    this.transactions = transactions;
  }

  /// The same for every address: one row in the outbox. Whether anybody has it is looked up when
  /// the mail is written, by a thread that nobody waits for.
  public void request(String email) {
    orders.add(AccountLetters.RESET, email);
    audit.record(Action.PASSWORD_RESET_REQUESTED, null, null);
  }

  /// @param endSessions done in the same transaction, after the password is another
  /// @return whether the token was good
  public boolean confirm(String token, String password, Consumer<UserId> endSessions) {
    MailToken shown = new MailToken(token);
    // Looked at before the hashing: guessing tokens is not to keep the cores busy.
    if (tokens.find(shown, MailToken.Purpose.RESET).isEmpty()) {
      return false;
    }
    String hash = hashes.hash(password);
    return transactions.executeWrite(
        status -> {
          Optional<UserId> user = tokens.take(shown, MailToken.Purpose.RESET);
          user.ifPresent(each -> reset(each, hash, endSessions));
          return user.isPresent();
        });
  }

  /// The mail has proven the address, too.
  private void reset(UserId user, String hash, Consumer<UserId> endSessions) {
    tokens.verify(user);
    passwords.set(user, hash);
    endSessions.accept(user);
    audit.record(Action.PASSWORD_RESET, null, Target.of(user));
  }
}
