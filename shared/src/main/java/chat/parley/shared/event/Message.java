package chat.parley.shared.event;

import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as every reader of the conversation sees it.
///
/// @param seq the position of its `message.created`
/// @param sender `null` for a system message
/// @param content `null` for a deleted or a system message, and for files without a text
/// @param replyTo `null` also when what it answers is no longer kept at all
/// @param mentions who is named in the text, in its order
/// @param forwardedFrom `null` for what wasn't forwarded
/// @param clientId the sender's own name for it, by which a repeated send is recognised
/// @param system what happened, for type `system` only
@Serdeable(naming = SnakeCaseStrategy.class)
public record Message(
    MessageId id,
    ConversationId conversationId,
    long seq,
    Type type,
    @Nullable Author sender,
    @Nullable String content,
    List<Attachment> attachments,
    @Nullable Reply replyTo,
    ThreadSummary thread,
    List<UserId> mentions,
    List<Reaction> reactions,
    @Nullable Origin forwardedFrom,
    boolean pinned,
    @Nullable String clientId,
    Instant createdAt,
    @Nullable Instant editedAt,
    int editCount,
    @Nullable Instant deletedAt,
    @Nullable SystemNote system) {

  public Message {
    attachments = List.copyOf(attachments);
    mentions = List.copyOf(mentions);
    reactions = List.copyOf(reactions);
  }

  /// What kind of message it is.
  @Serdeable
  public enum Type {
    @JsonProperty("text")
    TEXT,
    @JsonProperty("image")
    IMAGE,
    @JsonProperty("video")
    VIDEO,
    @JsonProperty("audio")
    AUDIO,
    @JsonProperty("file")
    FILE,
    @JsonProperty("system")
    SYSTEM
  }

  /// A file that the message carries. Sizes in bytes and pixels.
  ///
  /// @param url a path below the api's own address, signed and good for an hour
  /// @param thumbnailUrl the same of a small picture of it; `null` for what has none, and as long
  ///     as there is none yet
  /// @param waveform how loud a recording is in each 64th of its time, 0 to 100; `null` for
  ///     everything else
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Attachment(
      MediaId id,
      Kind kind,
      String fileName,
      String contentType,
      long size,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Long durationMs,
      String url,
      @Nullable String thumbnailUrl,
      @Nullable String blurhash,
      @Nullable List<Integer> waveform) {

    public Attachment {
      waveform = waveform == null ? null : List.copyOf(waveform);
    }

    /// What can be done with it: look at it, play it, or keep it.
    @Serdeable
    public enum Kind {
      @JsonProperty("image")
      IMAGE,
      @JsonProperty("video")
      VIDEO,
      @JsonProperty("audio")
      AUDIO,
      @JsonProperty("file")
      FILE
    }
  }

  /// The message that this one answers, as it is now.
  ///
  /// @param excerpt how its text begins; `null` once it is deleted
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Reply(
      MessageId id, long seq, @Nullable Author sender, @Nullable String excerpt, boolean deleted) {}

  /// The answers to this message.
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record ThreadSummary(int replyCount, @Nullable Instant lastReplyAt) {
    public static final ThreadSummary NONE = new ThreadSummary(0, null);
  }

  /// One emoji under the message.
  ///
  /// @param me `false` in frames, which are the same bytes for everybody
  /// @param userIds the first 20
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Reaction(String emoji, int count, boolean me, List<UserId> userIds) {
    public Reaction {
      userIds = List.copyOf(userIds);
    }
  }

  /// Where a forwarded message was first said: `{}` for who may not read it there, and when it is
  /// no longer there.
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Origin(
      @Nullable MessageId messageId,
      @Nullable ConversationId conversationId,
      @Nullable Author sender) {
    public static final Origin UNKNOWN = new Origin(null, null, null);
  }
}
