package chat.parley.push.command;

import io.micronaut.http.HttpMethod;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which call of the api each command is. The variables of a path are members of the command's
/// `data`.
enum Route {
  MESSAGE_SEND(
      "message.send",
      HttpMethod.POST,
      "/v1/conversations/{conversation_id}/messages",
      Body.OTHER_MEMBERS,
      Repetition.WITH_CLIENT_ID),
  MESSAGE_EDIT(
      "message.edit",
      HttpMethod.PATCH,
      "/v1/messages/{message_id}",
      Body.OTHER_MEMBERS,
      Repetition.NEVER),
  MESSAGE_DELETE(
      "message.delete",
      HttpMethod.DELETE,
      "/v1/messages/{message_id}",
      Body.NONE,
      Repetition.NEVER),
  REACTION_ADD(
      "reaction.add",
      HttpMethod.PUT,
      "/v1/messages/{message_id}/reactions/{emoji}",
      Body.NONE,
      Repetition.ALWAYS),
  REACTION_REMOVE(
      "reaction.remove",
      HttpMethod.DELETE,
      "/v1/messages/{message_id}/reactions/{emoji}",
      Body.NONE,
      Repetition.ALWAYS),
  RECEIPT_READ(
      "receipt.read",
      HttpMethod.POST,
      "/v1/conversations/{conversation_id}/read",
      Body.OTHER_MEMBERS,
      Repetition.ALWAYS),
  RECEIPT_DELIVERED(
      "receipt.delivered",
      HttpMethod.POST,
      "/v1/conversations/{conversation_id}/delivered",
      Body.OTHER_MEMBERS,
      Repetition.ALWAYS),
  TYPING_START(
      "typing.start",
      HttpMethod.POST,
      "/v1/conversations/{conversation_id}/typing",
      Body.TYPING,
      Repetition.NEVER),
  TYPING_STOP(
      "typing.stop",
      HttpMethod.POST,
      "/v1/conversations/{conversation_id}/typing",
      Body.NOT_TYPING,
      Repetition.NEVER),
  CONVERSATION_JOIN(
      "conversation.join",
      HttpMethod.POST,
      "/v1/conversations/{conversation_id}/join",
      Body.NONE,
      Repetition.NEVER),
  CONVERSATION_LEAVE(
      "conversation.leave",
      HttpMethod.POST,
      "/v1/conversations/{conversation_id}/leave",
      Body.NONE,
      Repetition.NEVER),
  PRESENCE_SET(
      "presence.set", HttpMethod.PUT, "/v1/users/me/status", Body.OTHER_MEMBERS, Repetition.ALWAYS);

  /// What the call carries.
  enum Body {
    NONE,
    /// The members of `data` that are not in the path, as the client gave them.
    OTHER_MEMBERS,
    TYPING,
    NOT_TYPING
  }

  /// Whether the call may be made again when nobody knows if it was carried out.
  enum Repetition {
    /// It would be done twice, or refused although it was done.
    NEVER,
    /// The api knows a message by what its sender called it.
    WITH_CLIENT_ID,
    ALWAYS
  }

  private static final Map<String, Route> BY_COMMAND =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Route::command, Function.identity()));

  private final String command;
  private final HttpMethod method;
  private final String path;
  private final Body body;
  private final Repetition repetition;

  Route(String command, HttpMethod method, String path, Body body, Repetition repetition) {
    this.command = command;
    this.method = method;
    this.path = path;
    this.body = body;
    this.repetition = repetition;
  }

  /// `null` when the command is none of these.
  static @Nullable Route of(String command) {
    return BY_COMMAND.get(command);
  }

  String command() {
    return command;
  }

  HttpMethod method() {
    return method;
  }

  /// A URI template (RFC 6570).
  String path() {
    return path;
  }

  Body body() {
    return body;
  }

  Repetition repetition() {
    return repetition;
  }
}
