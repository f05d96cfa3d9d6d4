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

/// Finds out whether an account's address is really its owner's.
@Singleton
public class EmailVerifications {
  private final AccountRepository accounts;
  private final MailTokenRepository tokens;
  private final MailOrders orders;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;

  EmailVerifications(
      AccountRepository accounts,
      MailTokenRepository tokens,
      MailOrders orders,
      AuditLog audit,
      TransactionOperations<Connection> transactions) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.orders = orders;
    this.audit = audit;
    this.transactions = transactions;
  }

  /// Has a mail sent to the address that an account now has. Call it in the transaction that
  /// gives it the address, so that no address goes without; before that one commits nothing is
  /// sent. A mail to the account's former address proves nothing from then on.
  public void begin(String email) {
    // Reserved so that no mail can ever be meant by it (RFC 2606): an admin's, who was given
    // none.
    if (!email.endsWith(".invalid")) {
      orders.add(AccountLetters.VERIFY, email);
    }
  }

  /// Once more to the address that the user has.
  void again(UserId user) {
    accounts.unverifiedEmail(user).ifPresent(this::begin);
  }

  /// @return whether the token was good
  boolean confirm(MailToken token) {
    return transactions.executeWrite(
        status -> {
          Optional<UserId> user = tokens.take(token, MailToken.Purpose.VERIFY);
          user.ifPresent(this::verify);
          return user.isPresent();
        });
  }

  /// Whoever has the token: not known to be the user, but by a mail to them.
  private void verify(UserId user) {
    tokens.verify(user);
    audit.record(Action.EMAIL_VERIFIED, null, Target.of(user));
  }
}
