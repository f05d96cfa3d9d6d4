package chat.parley.load;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Who is in which conversation: more than half are of two, most others of a few, one of ten
/// thousand; some people are in hundreds and most in a few. Everybody is a number.
final class Circles {
  private static final double DIRECT = 0.55;
  private static final double CHANNELS = 0.02;
  private static final int LARGEST = 10_000;
  private static final int SMALLEST = 3;
  private static final double FALL = 0.9;
  private static final double SOCIABLE = 2.5;

  /// Where a conversation's people begin in `people`; one more than there are conversations.
  private final int[] begin;

  private final int[] people;
  private final boolean[] direct;
  private final boolean[] channel;
  private final Texts.Language[] languages;

  private Circles(
      int[] begin, int[] people, boolean[] direct, boolean[] channel, Texts.Language[] languages) {
    this.begin = begin;
    this.people = people;
    this.direct = direct;
    this.channel = channel;
    this.languages = languages;
  }

  static Circles of(Size size, Chance chance) {
    int n = size.conversations();
    int[] begin = new int[n + 1];
    int[] people = new int[n * 8];
    boolean[] direct = new boolean[n];
    boolean[] channel = new boolean[n];
    Texts.Language[] languages = new Texts.Language[n];
    Set<Long> pairs = new HashSet<>();
    int groups = 0;
    for (int i = 0; i < n; i++) {
      direct[i] = i > 0 && chance.in(DIRECT);
      channel[i] = !direct[i] && chance.in(CHANNELS);
      languages[i] = Texts.Language.one(chance);
      int count =
          direct[i]
              ? 2
              : (int) Math.max(SMALLEST, LARGEST * Math.pow(++groups, -FALL) * size.users() / 1e5);
      int[] circle =
          direct[i] ? pair(size.users(), pairs, chance) : some(size.users(), count, chance);
      begin[i + 1] = begin[i] + circle.length;
      if (people.length < begin[i + 1]) {
        people = Arrays.copyOf(people, begin[i + 1] * 2);
      }
      System.arraycopy(circle, 0, people, begin[i], circle.length);
    }
    return new Circles(begin, people, direct, channel, languages);
  }

  private static int[] pair(int users, Set<Long> pairs, Chance chance) {
    while (true) {
      int low = chance.skewed(users, SOCIABLE);
      int high = chance.below(users);
      if (low != high && pairs.add(((long) Math.min(low, high) << 32) | Math.max(low, high))) {
        return new int[] {low, high};
      }
    }
  }

  private static int[] some(int users, int count, Chance chance) {
    Set<Integer> circle = new HashSet<>();
    int most = Math.min(count, users / 2);
    while (circle.size() < most) {
      // In a large circle almost everybody who is to be found oftener is already.
      circle.add(circle.size() < most / 2 ? chance.skewed(users, SOCIABLE) : chance.below(users));
    }
    return circle.stream().mapToInt(Integer::intValue).toArray();
  }

  int count() {
    return direct.length;
  }

  /// How many memberships there are altogether.
  int memberships() {
    return begin[direct.length];
  }

  /// The number of the first membership of a conversation; the others follow.
  int begin(int conversation) {
    return begin[conversation];
  }

  int size(int conversation) {
    return begin[conversation + 1] - begin[conversation];
  }

  /// Who has a membership.
  int person(int membership) {
    return people[membership];
  }

  boolean isDirect(int conversation) {
    return direct[conversation];
  }

  boolean isChannel(int conversation) {
    return channel[conversation];
  }

  Texts.Language language(int conversation) {
    return languages[conversation];
  }
}
