package chat.parley.api.account;

import chat.parley.api.account.Passwords.Verdict;
import chat.parley.api.audit.Action;
import chat.parley.api.audit.AuditLog;
import chat.parley.api.audit.Target;
import chat.parley.shared.id.UserId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appoints the admin that the settings name, before this api takes its first request.
///
/// At each start of each api, also of several at once: of two who create the account the unique
/// index lets one, and the role changes once.
@Singleton
@Requires(property = "parley.admin.username")
class FirstAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);

  private final AdminSettings settings;
  private final Accounts accounts;
  private final AdminRepository admins;
  private final Passwords passwords;
  private final AuditLog audit;
  private final TransactionOperations<Connection> transactions;

  FirstAdmin(
      AdminSettings settings,
      Accounts accounts,
      AdminRepository admins,
      Passwords passwords,
      AuditLog audit,
      TransactionOperations<Connection> transactions) {
    this.settings = settings;
    this.accounts = accounts;
    this.admins = admins;
    this.passwords = passwords;
    this.audit = audit;
    this.transactions = transactions;
  }

  @EventListener
  void appoint(StartupEvent started) {
    if (settings.username() != null) {
      appoint(settings.username());
    }
  }

  private void appoint(String username) {
    Optional<AdminRepository.Candidate> known = admins.candidate(username);
    if (known.isEmpty()) {
      create(username);
      known = admins.candidate(username);
    }
    if (known.isEmpty()) {
      LOG.error("nobody is the first admin: there is no account {}", username);
    } else if (!known.get().admin()) {
      appoint(username, known.get());
    }
  }

  private void appoint(String username, AdminRepository.Candidate known) {
    if (isTheirs(known)) {
      appoint(known.user());
    } else {
      LOG.error("nobody is the first admin: {} has another password than the one set", username);
    }
  }

  private void create(String username) {
    String hash = hash();
    if (hash == null) {
      return;
    }
    String email = Objects.requireNonNullElse(settings.email(), username + "@admin.invalid");
    CreateResult result = accounts.create(new NewAccount(username, email, "", null), hash);
    if (result instanceof CreateResult.EmailTaken) {
      LOG.error("the first admin's e-mail address is another account's");
    }
  }

  private @Nullable String hash() {
    return settings.password() == null
        ? settings.passwordHash()
        : passwords.hash(settings.password());
  }

  private boolean isTheirs(AdminRepository.Candidate known) {
    if (settings.password() != null) {
      return passwords.check(settings.password(), known.passwordHash()) != Verdict.WRONG;
    }
    return settings.passwordHash() == null || settings.passwordHash().equals(known.passwordHash());
  }

  private void appoint(UserId user) {
    transactions.executeWrite(
        status -> {
          if (admins.appoint(user)) {
            audit.record(
                Action.ADMIN_APPOINTED, null, Target.of(user), Map.of("by", "configuration"));
            LOG.info("{} is an admin now", user);
          }
          return true;
        });
  }
}
