package chat.parley.api.account;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCrypt;

/// Hashes passwords with Argon2id in one lane ([PasswordSettings]), and checks those and the bcrypt
/// hashes that an import brought.
///
/// Invariant: a wrong guess costs the same work whoever it is for, so its time doesn't tell
/// whether the name is known or how its password is stored: one Argon2id, and, as long as there
/// is any bcrypt hash, one bcrypt of the highest cost among them.
@Singleton
class Passwords {
  private static final String NOBODYS_BCRYPT = ".".repeat(53);

  private final Argon2PasswordEncoder argon2;

  /// A hash of no password: no input is known that it belongs to.
  private final String nobodysArgon2;

  private final Hashing hashing;
  private final ImportedHashes imported;
  private final Timer argon2s;
  private final Timer bcrypts;

  Passwords(
      PasswordSettings settings, Hashing hashing, ImportedHashes imported, MeterRegistry meters) {
    this.argon2 = new Argon2PasswordEncoder(16, 32, 1, settings.memory(), settings.passes());
    this.nobodysArgon2 =
        "$argon2id$v=19$m=%d,t=%d,p=1$".formatted(settings.memory(), settings.passes())
            + "A".repeat(22)
            + "$"
            + "A".repeat(43);
    this.hashing = hashing;
    this.imported = imported;
    this.argon2s = meters.timer("parley.passwords.hash", "algorithm", "argon2id");
    this.bcrypts = meters.timer("parley.passwords.hash", "algorithm", "bcrypt");
  }

  String hash(String password) {
    String normal = normal(password);
    Supplier<String> work = () -> requireNonNull(argon2.encode(normal));
    return hashing.inTurn(() -> requireNonNull(argon2s.record(work)));
  }

  /// @param hash `null` for an account that does not exist: never right, but as slow
  Verdict check(String password, @Nullable String hash) {
    return hashing.inTurn(() -> checked(password, hash));
  }

  private Verdict checked(String password, @Nullable String hash) {
    BcryptHash bcrypt = hash == null ? null : BcryptHash.parse(hash).orElse(null);
    boolean isBcrypts = isBcrypts(password, bcrypt);
    boolean isArgon2s = isArgon2s(password, bcrypt == null ? hash : null);
    if (hash == null || !(isBcrypts || isArgon2s)) {
      return Verdict.WRONG;
    }
    return bcrypt != null || argon2.upgradeEncoding(hash) ? Verdict.RIGHT_BUT_WEAK : Verdict.RIGHT;
  }

  private boolean isArgon2s(String password, @Nullable String hash) {
    boolean isReadable = hash != null && isReadable(hash);
    String against = hash != null && isReadable ? hash : nobodysArgon2;
    BooleanSupplier work = () -> argon2.matches(normal(password), against);
    return argon2s.record(work) && isReadable;
  }

  /// Asked first, for of what it can't read the library logs a stack trace at each guess, and
  /// does no work, so that its time would tell.
  private boolean isReadable(String hash) {
    try {
      argon2.upgradeEncoding(hash);
      return hash.startsWith("$argon2");
    } catch (RuntimeException e) {
      return false;
    }
  }

  /// A bcrypt of cost c, then fillers of c, c + 1, … up to below the highest cost: each costs
  /// twice the one before, so together they come to the same as one of the highest.
  private boolean isBcrypts(String password, @Nullable BcryptHash hash) {
    int highest = imported.highestCost();
    if (hash == null) {
      if (highest > 0) {
        bcrypt(password, BcryptHash.PREFIX.formatted(highest) + NOBODYS_BCRYPT);
      }
      return false;
    }
    // As it was typed: whoever made the hash normalised nothing.
    boolean same = bcrypt(password, hash.value());
    for (int cost = hash.cost(); cost < highest; cost++) {
      bcrypt(password, BcryptHash.PREFIX.formatted(cost) + NOBODYS_BCRYPT);
    }
    return same;
  }

  private boolean bcrypt(String password, String hash) {
    BooleanSupplier work = () -> BCrypt.checkpw(password, hash);
    return bcrypts.record(work);
  }

  /// One spelling for what looks the same, however a keyboard composed it (NIST SP 800-63B
  /// §3.1.1.2 asks for NFKC or NFKD).
  static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  /// What came of checking a password.
  enum Verdict {
    WRONG,
    RIGHT,
    /// Right, and to be hashed anew while it is known.
    RIGHT_BUT_WEAK
  }
}
