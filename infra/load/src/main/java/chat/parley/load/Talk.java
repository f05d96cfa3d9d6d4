package chat.parley.load;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is said in all conversations, in the order of time: so its rows lie in the tables as they
/// would after a year, those of a conversation far apart.
final class Talk {
  private static final double REPLIES = 0.08;
  private static final double PARENTS = 0.3;
  private static final double MENTIONS = 0.02;
  private static final double REACTIONS = 0.03;
  private static final double EDITS = 0.01;
  private static final double DELETIONS = 0.005;
  private static final double SPEAKERS = 2;
  private static final double FALL = 0.9;
  private static final String[] EMOJI = {"👍", "❤️", "😂", "🎉", "😮"};

  private final Circles circles;
  private final UUID[] users;
  private final UUID[] conversations;
  private final Chance chance;
  private final Year year;
  private final Tables tables;
  private final Lottery lottery;

  private final long[] seq;
  private final long[] ordinal;
  private final @Nullable Instant[] lastAt;
  private final long[] ownSeq;
  private final @Nullable Parent[] parents;

  Talk(
      Circles circles,
      UUID[] users,
      UUID[] conversations,
      Chance chance,
      Year year,
      Tables tables) {
    this.circles = circles;
    this.users = users;
    this.conversations = conversations;
    this.chance = chance;
    this.year = year;
    this.tables = tables;
    int n = circles.count();
    this.seq = new long[n];
    this.ordinal = new long[n];
    this.lastAt = new Instant[n];
    this.ownSeq = new long[circles.memberships()];
    this.parents = new Parent[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = Math.pow(chance.below(n) + 1.0, -FALL);
    }
    this.lottery = new Lottery(weights);
  }

  /// Groups begin with what the system says.
  void open() throws SQLException {
    for (int i = 0; i < circles.count(); i++) {
      lastAt[i] = year.begin();
      if (!circles.isDirect(i)) {
        seq[i] = 1;
        UUID creator = users[circles.person(circles.begin(i))];
        tables.system(
            chance.id(year.begin().toEpochMilli()), conversations[i], year.begin(), creator);
      }
    }
  }

  void say(long message, long messages) throws SQLException {
    int room = lottery.draw(chance);
    Instant at = year.at(message, messages);
    int speaker =
        circles.isChannel(room)
            ? circles.begin(room)
            : circles.begin(room) + chance.skewed(circles.size(room), SPEAKERS);
    UUID id = chance.id(at.toEpochMilli());
    lastAt[room] = at;
    ownSeq[speaker] = ++seq[room];
    ordinal[room]++;
    write(room, speaker, id, at);
  }

  private void write(int room, int speaker, UUID id, Instant at) throws SQLException {
    String text = Texts.text(circles.language(room), chance);
    UUID mentioned = null;
    if (!circles.isDirect(room) && chance.in(MENTIONS)) {
      int other = circles.begin(room) + chance.below(circles.size(room));
      mentioned = users[circles.person(other)];
      text = "@" + Tables.username(circles.person(other)) + " " + text;
    }
    Parent parent = chance.in(REPLIES) ? parents[room] : null;
    boolean isDeleted = parent == null && mentioned == null && chance.in(DELETIONS);
    boolean isEdited = !isDeleted && chance.in(EDITS);
    Place place = new Place(conversations[room], seq[room], at);
    UUID sender = users[circles.person(speaker)];
    tables.message(
        place,
        new Said(
            id,
            ordinal[room],
            sender,
            isDeleted ? null : text,
            isEdited,
            isDeleted,
            parent == null ? null : parent.id,
            mentioned));
    if (mentioned != null && !mentioned.equals(sender)) {
      tables.mention(mentioned, place, id);
    }
    if (isEdited) {
      String before = Texts.text(circles.language(room), chance);
      tables.edit(id, before, place, place.after(++seq[room]), sender);
    }
    if (isDeleted) {
      tables.deletion(id, place.after(++seq[room]), sender);
    } else if (chance.in(REACTIONS)) {
      react(room, id, place);
    }
    if (parent != null) {
      parent.replies++;
      parent.lastAt = at;
    }
    pass(room, id);
  }

  private void react(int room, UUID id, Place place) throws SQLException {
    String emoji = EMOJI[chance.rank(EMOJI.length + 1) % EMOJI.length];
    int first = chance.below(circles.size(room));
    int count = 1 + Math.min(chance.about(1), circles.size(room) - 1);
    for (int k = 0; k < count; k++) {
      int who = circles.begin(room) + (first + k) % circles.size(room);
      tables.reaction(id, emoji, users[circles.person(who)], place.after(++seq[room]), k + 1);
    }
    tables.reactionCount(id, place, emoji, count);
  }

  /// Now and then people begin to reply to the newest message instead.
  private void pass(int room, UUID id) throws SQLException {
    if (chance.in(PARENTS)) {
      end(room);
      parents[room] = new Parent(id);
    }
  }

  private void end(int room) throws SQLException {
    Parent parent = parents[room];
    if (parent != null && parent.lastAt != null) {
      tables.thread(parent.id, conversations[room], parent.replies, parent.lastAt);
    }
  }

  void close() throws SQLException {
    for (int room = 0; room < parents.length; room++) {
      end(room);
    }
  }

  long seq(int room) {
    return seq[room];
  }

  long ordinal(int room) {
    return ordinal[room];
  }

  Instant lastAt(int room) {
    Instant at = lastAt[room];
    return at == null ? year.begin() : at;
  }

  /// The newest that somebody has said themselves.
  long ownSeq(int membership) {
    return ownSeq[membership];
  }

  /// Where an event stands.
  record Place(UUID conversation, long seq, Instant at) {
    /// Of what happens to it soon.
    Place after(long next) {
      return new Place(conversation, next, at.plus(Duration.ofMillis(next - seq)));
    }
  }

  /// A message.
  record Said(
      UUID id,
      long ordinal,
      UUID sender,
      @Nullable String text,
      boolean edited,
      boolean deleted,
      @Nullable UUID replyTo,
      @Nullable UUID mentioned) {}

  /// What is replied to at the moment.
  private static final class Parent {
    private final UUID id;
    private int replies;
    private @Nullable Instant lastAt;

    Parent(UUID id) {
      this.id = id;
    }
  }
}
