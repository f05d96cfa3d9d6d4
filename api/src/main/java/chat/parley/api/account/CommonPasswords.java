package chat.parley.api.account;

import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import me.gosimple.nbvcxz.resources.DictionaryUtil;
import org.jspecify.annotations.Nullable;

/// The passwords that people chose most often, as leaks showed them: the 100,000 that the
/// strength estimator nbvcxz (MIT) brings along, without those too short to be chosen here. The
/// contract asks for 10,000; as no two lists agree on which these are, a longer one is surer to
/// have all.
///
/// Four megabytes, read at the first need.
@Singleton
class CommonPasswords {
  private static final int SHORTEST = 8;

  private volatile @Nullable Set<String> known;

  /// @param password in any case and any composition of its letters
  boolean has(String password) {
    return known().contains(Passwords.normal(password).toLowerCase(Locale.ROOT));
  }

  private Set<String> known() {
    Set<String> read = known;
    if (read == null) {
      read = read();
      known = read;
    }
    return read;
  }

  private static Set<String> read() {
    Set<String> common = new HashSet<>();
    for (String each : DictionaryUtil.loadRankedDictionary(DictionaryUtil.passwords).keySet()) {
      if (each.length() >= SHORTEST) {
        common.add(each.toLowerCase(Locale.ROOT));
      }
    }
    return common;
  }
}
