package chat.parley.load;

import chat.parley.api.word.Words;
import chat.parley.load.Talk.Place;
import chat.parley.load.Talk.Said;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where what is said is written to.
final class Tables implements AutoCloseable {
  private final Instant logged;
  private final List<Copy> all = new ArrayList<>();
  private final Copy messages;
  private final Copy events;
  private final Copy edits;
  private final Copy reactions;
  private final Copy counts;
  private final Copy threads;
  private final Copy mentions;

  Tables(Target target, Instant logged) throws SQLException {
    this.logged = logged;
    messages =
        copy(
            target,
            "messages (id, conversation_id, seq, ordinal, sender_id, type, content, system,"
                + " created_at, edited_at, edit_count, deleted_at, reply_to, mentioned, terms)");
    events =
        copy(
            target,
            "events (conversation_id, seq, type, at, actor_id, message_id, subject_id, details)");
    edits =
        copy(target, "message_edits (message_id, conversation_id, version, content, written_at)");
    reactions = copy(target, "reactions (message_id, conversation_id, emoji, user_id, created_at)");
    counts = copy(target, "reaction_counts (message_id, conversation_id, emoji, count, first_at)");
    threads = copy(target, "threads (message_id, conversation_id, reply_count, last_reply_at)");
    mentions = copy(target, "mentions (user_id, conversation_id, seq, message_id)");
  }

  private Copy copy(Target target, String columns) throws SQLException {
    Copy copy = new Copy(target, columns);
    all.add(copy);
    return copy;
  }

  static String username(int person) {
    return "person-" + person;
  }

  void message(Place place, Said said) throws SQLException {
    messages
        .with(said.id())
        .with(place.conversation())
        .with(place.seq())
        .with(said.ordinal())
        .with(said.sender())
        .with("text")
        .with(said.text())
        .with(null)
        .with(place.at())
        .with(said.edited() ? place.after(place.seq() + 1).at() : null)
        .with(said.edited() ? 1 : 0)
        .with(said.deleted() ? place.after(place.seq() + 1).at() : null)
        .with(said.replyTo())
        .with(said.mentioned() == null ? null : "{" + said.mentioned() + "}")
        .with(said.text() == null ? null : Words.vector(said.text()))
        .end();
    event(place, "message.created", said.sender(), said.id(), null, null);
  }

  void system(UUID id, UUID conversation, Instant at, UUID creator) throws SQLException {
    messages
        .with(id)
        .with(conversation)
        .with(1)
        .with(0)
        .with(null)
        .with("system")
        .with(null)
        .with(
            """
            {"kind":"conversation_created","actor_id":"%s","subject_ids":[],"value":null}"""
                .formatted(creator))
        .with(at)
        .with(null)
        .with(0)
        .with(null)
        .with(null)
        .with(null)
        .with(null)
        .end();
  }

  void edit(UUID message, String before, Place sent, Place place, UUID sender) throws SQLException {
    edits.with(message).with(place.conversation()).with(0).with(before).with(sent.at()).end();
    event(place, "message.edited", sender, message, null, null);
  }

  void deletion(UUID message, Place place, UUID sender) throws SQLException {
    event(place, "message.deleted", sender, message, null, null);
  }

  void reaction(UUID message, String emoji, UUID user, Place place, int count) throws SQLException {
    reactions
        .with(message)
        .with(place.conversation())
        .with(emoji)
        .with(user)
        .with(place.at())
        .end();
    String details =
        """
        {"emoji":"%s","count":%d}"""
            .formatted(emoji, count);
    event(place, "reaction.added", user, message, user, details);
  }

  void reactionCount(UUID message, Place place, String emoji, int count) throws SQLException {
    counts.with(message).with(place.conversation()).with(emoji).with(count).with(place.at()).end();
  }

  void thread(UUID message, UUID conversation, int replies, Instant lastAt) throws SQLException {
    threads.with(message).with(conversation).with(replies).with(lastAt).end();
  }

  void mention(UUID user, Place place, UUID message) throws SQLException {
    mentions.with(user).with(place.conversation()).with(place.seq()).with(message).end();
  }

  private void event(
      Place place,
      String type,
      UUID actor,
      UUID message,
      @Nullable UUID subject,
      @Nullable String details)
      throws SQLException {
    if (!place.at().isBefore(logged)) {
      events
          .with(place.conversation())
          .with(place.seq())
          .with(type)
          .with(place.at())
          .with(actor)
          .with(message)
          .with(subject)
          .with(details)
          .end();
    }
  }

  @Override
  public void close() throws SQLException {
    for (Copy copy : all) {
      copy.close();
    }
  }
}
