package chat.parley.api.account;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Hashes passwords with Argon2id at the parameters OWASP names first: 19 MiB, 2 passes, 1 lane
/// (Password Storage Cheat Sheet). One hash keeps a core busy and 19 MiB occupied for its time, so
/// no more run at once than there are cores; the others wait.
@Singleton
class Passwords {
  private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
  private final Semaphore atOnce = new Semaphore(Runtime.getRuntime().availableProcessors());

  /// What a wrong guess for an unknown name is checked against, so that it takes the same time.
  private final String nobodys = hash("nobody's password");

  String hash(String password) {
    return bounded(() -> requireNonNull(encoder.encode(password)));
  }

  /// @param hash `null` for an account that does not exist: never true, but as slow
  boolean matches(String password, @Nullable String hash) {
    boolean same = bounded(() -> encoder.matches(password, hash == null ? nobodys : hash));
    return same && hash != null;
  }

  private <T> T bounded(Supplier<T> work) {
    atOnce.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      atOnce.release();
    }
  }
}
