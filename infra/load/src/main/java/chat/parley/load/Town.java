package chat.parley.load;

import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/// The people, their conversations, and how far each has read.
final class Town {
  private static final String[] FIRST = {
    "Anna", "Ben", "Carla", "David", "Emma", "Félix", "Greta", "Иван", "美咲", "สมชาย", "Julia", "王伟"
  };
  private static final String[] LAST = {
    "Berg", "Martins", "Nowak", "Okafor", "Petrov", "Quinn", "Rossi", "Sato", "Taylor", "Weber"
  };
  private static final double PUBLIC = 0.05;
  private static final double READ_ALL = 0.7;
  private static final double READ_MOST = 0.9;
  private static final double BEHIND = 20;

  private final Circles circles;
  private final Chance chance;
  private final Year year;
  private final UUID[] users;
  private final UUID[] conversations;

  Town(Size size, Circles circles, Chance chance, Year year) {
    this.circles = circles;
    this.chance = chance;
    this.year = year;
    this.users = ids(size.users(), year, chance);
    this.conversations = ids(circles.count(), year, chance);
  }

  private static UUID[] ids(int count, Year year, Chance chance) {
    UUID[] ids = new UUID[count];
    for (int i = 0; i < count; i++) {
      ids[i] = chance.id(year.begin().toEpochMilli() + i);
    }
    return ids;
  }

  UUID[] users() {
    return users.clone();
  }

  UUID[] conversations() {
    return conversations.clone();
  }

  void writePeople(Target target) throws SQLException {
    try (Copy accounts =
        new Copy(
            target, "accounts (id, username, email, password_hash, display_name, created_at)")) {
      for (int i = 0; i < users.length; i++) {
        accounts
            .with(users[i])
            .with(Tables.username(i))
            .with(i + "@example.org")
            .with("-")
            .with(FIRST[i % FIRST.length] + " " + LAST[i / FIRST.length % LAST.length])
            .with(year.begin())
            .end();
      }
    }
  }

  void writeConversations(Target target, Talk talk) throws SQLException {
    try (Copy rows =
        new Copy(
            target,
            "conversations (id, type, visibility, name, created_by, created_at, updated_at,"
                + " last_activity_at, last_seq, message_count, participant_count, direct_low,"
                + " direct_high)")) {
      for (int i = 0; i < conversations.length; i++) {
        boolean isDirect = circles.isDirect(i);
        UUID one = users[circles.person(circles.begin(i))];
        UUID other = users[circles.person(circles.begin(i) + 1)];
        // As PostgreSQL orders them: by their bytes.
        boolean isOneLow = one.toString().compareTo(other.toString()) < 0;
        rows.with(conversations[i])
            .with(isDirect ? "direct" : circles.isChannel(i) ? "channel" : "group")
            .with(!isDirect && chance.in(PUBLIC) ? "public" : "private")
            .with(isDirect ? null : Texts.word(circles.language(i), i % Texts.WORDS) + " " + i)
            .with(one)
            .with(year.begin())
            .with(year.begin())
            .with(talk.lastAt(i))
            .with(talk.seq(i))
            .with(talk.ordinal(i))
            .with(circles.size(i))
            .with(isDirect ? isOneLow ? one : other : null)
            .with(isDirect ? isOneLow ? other : one : null)
            .end();
      }
    }
  }

  void writeMemberships(Target target, Talk talk) throws SQLException {
    try (Copy participants =
            new Copy(
                target,
                "participants (conversation_id, user_id, role, joined_at, joined_seq,"
                    + " last_read_seq, last_delivered_seq)");
        Copy marks =
            new Copy(target, "read_marks (conversation_id, user_id, kind, after_seq, seq, at)")) {
      for (int i = 0; i < conversations.length; i++) {
        for (int k = circles.begin(i); k < circles.begin(i) + circles.size(i); k++) {
          long read = read(talk.seq(i), talk.ownSeq(k));
          boolean owns = !circles.isDirect(i) && k == circles.begin(i);
          UUID user = users[circles.person(k)];
          participants
              .with(conversations[i])
              .with(user)
              .with(owns ? "owner" : "member")
              .with(year.begin())
              .with(0)
              .with(read)
              .with(read)
              .end();
          if (read > 0) {
            Instant at = year.end();
            marks.with(conversations[i]).with(user).with("read").with(0).with(read).with(at).end();
          }
        }
      }
    }
  }

  private long read(long last, long own) {
    double luck = chance.below(1_000) / 1e3;
    long read =
        luck < READ_ALL
            ? last
            : luck < READ_MOST
                ? last - chance.about(BEHIND)
                : (long) (last * (chance.below(1_000) / 1e3));
    return Math.max(Math.max(read, own), 0);
  }
}
