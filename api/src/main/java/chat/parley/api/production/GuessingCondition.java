package chat.parley.api.production;

import chat.parley.shared.production.Condition;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Guessable;
import chat.parley.shared.production.Settings;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What keeps passwords from being found by trying.
final class GuessingCondition implements Condition {
  private static final String LIMITS = "parley.rate-limits.enabled";
  private static final String MEMORY = "parley.passwords.memory";
  private static final String PASSES = "parley.passwords.passes";
  private static final String ADMIN = "parley.admin.password";
  private static final int LEAST = 12;

  /// Passes to KiB: what the Password Storage Cheat Sheet of OWASP calls the least for Argon2id.
  private static final TreeMap<Integer, Integer> OWASP =
      new TreeMap<>(Map.of(1, 47_104, 2, 19_456, 3, 12_288, 4, 9_216, 5, 7_168));

  @Override
  public Stream<Finding> findings(Settings settings) {
    return Stream.of(limits(settings), hashes(settings), admin(settings)).flatMap(each -> each);
  }

  private static Stream<Finding> limits(Settings settings) {
    return settings.isOff(LIMITS)
        ? Stream.of(
            new Finding.Refusal(
                LIMITS,
                "lets anybody try as many passwords as they like",
                "Leave it out, and change single limits"))
        : Stream.empty();
  }

  private static Stream<Finding> hashes(Settings settings) {
    int passes = settings.number(PASSES).orElse(2);
    int memory = settings.number(MEMORY).orElse(19_456);
    Map.Entry<Integer, Integer> least = OWASP.floorEntry(passes);
    return least == null || memory < least.getValue()
        ? Stream.of(
            new Finding.Refusal(
                MEMORY,
                "with %d passes makes stolen hashes cheap to guess".formatted(passes),
                "Leave out both this and parley.passwords.passes"))
        : Stream.empty();
  }

  private static Stream<Finding> admin(Settings settings) {
    return settings.text(ADMIN).stream()
        .map(
            password ->
                Guessable.why(password, LEAST)
                    .<Finding>map(
                        why ->
                            new Finding.Refusal(
                                ADMIN, why, "Choose another, or use parley.admin.password-hash"))
                    .orElseGet(
                        () ->
                            new Finding.Warning(
                                ADMIN,
                                "keeps an admin's password where settings are",
                                "Take it away when the account is there")));
  }
}
