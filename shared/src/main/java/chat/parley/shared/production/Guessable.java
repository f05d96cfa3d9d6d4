package chat.parley.shared.production;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Whether a secret could be found by trying. A measure for secrets that machines make, not for
/// passwords that people remember: only what chance can hardly bring about is objected to.
public final class Guessable {
  private static final int FEWEST_DIFFERENT = 8;

  /// What stands in examples. It counts nothing: what is left must be long enough by itself.
  private static final List<String> WORDS =
      List.of(
          "placeholder",
          "credential",
          "characters",
          "password",
          "passw0rd",
          "postgres",
          "internal",
          "insecure",
          "default",
          "develop",
          "example",
          "replace",
          "service",
          "change",
          "letmein",
          "parley",
          "please",
          "qwerty",
          "secret",
          "sample",
          "admin",
          "dummy",
          "local",
          "minio",
          "redis",
          "token",
          "demo",
          "here",
          "long",
          "must",
          "test",
          "this",
          "user",
          "very",
          "your",
          "dev",
          "key");

  private Guessable() {}

  /// @param least so many characters it has to have
  /// @return why it is no good, without a word of it
  public static Optional<String> why(String secret, int least) {
    if (secret.length() < least) {
      return Optional.of("has fewer than %d characters".formatted(least));
    }
    String rest = withoutWords(secret);
    if (rest.length() < least - least / 4) {
      return Optional.of("consists of words that stand in examples");
    }
    if (rest.chars().distinct().count() < FEWEST_DIFFERENT || repeats(secret) || counts(rest)) {
      return Optional.of("is a simple pattern and can be guessed");
    }
    return Optional.empty();
  }

  private static String withoutWords(String secret) {
    String rest = secret.toLowerCase(Locale.ROOT);
    for (String word : WORDS) {
      rest = rest.replace(word, "");
    }
    return rest;
  }

  /// A part of it, over and over.
  private static boolean repeats(String secret) {
    return IntStream.rangeClosed(1, secret.length() / 2)
        .anyMatch(period -> secret.startsWith(secret.substring(period)));
  }

  /// Most characters follow the one before them, as in `0123456789abcdef`.
  private static boolean counts(String secret) {
    long followers =
        IntStream.range(1, secret.length())
            .filter(at -> Math.abs(secret.charAt(at) - secret.charAt(at - 1)) <= 1)
            .count();
    return followers * 2 > secret.length();
  }
}
