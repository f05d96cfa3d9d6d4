package chat.parley.push.socket;

import chat.parley.push.command.CommandQueue;
import chat.parley.push.command.Forwarding;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.auth.AccessTokenVerifier;
import chat.parley.shared.auth.Verification;
import chat.parley.shared.event.ServerFrame;
import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// What clients say on an open socket: answered here, or forwarded to the api.
@Singleton
final class Commands {
  private final JsonMapper json;
  private final Forwarding forwarding;
  private final AccessTokenVerifier verifier;
  private final ExecutorService blocking;
  private final Clock clock;

  Commands(
      JsonMapper json,
      Forwarding forwarding,
      AccessTokenVerifier verifier,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
      Clock clock) {
    this.json = json;
    this.forwarding = forwarding;
    this.verifier = verifier;
    this.blocking = blocking;
    this.clock = clock;
  }

  /// What a frame was.
  enum Taken {
    ANSWERED,
    UNREADABLE,
    UNKNOWN_TYPE
  }

  /// For the commands of one socket that the api carries out.
  CommandQueue queue(ClientSocket socket) {
    return forwarding.queue(
        socket.loop(),
        socket.user(),
        socket.session(),
        answer -> {
          socket.personal(answer, null);
          socket.flush();
        });
  }

  /// On the socket's event loop.
  Taken take(ClientSocket socket, CommandQueue queue, ByteBuf text) {
    JsonNode frame = read(ByteBufUtil.getBytes(text));
    if (frame == null || !frame.isObject()) {
      return Taken.UNREADABLE;
    }
    String id = string(frame, "id");
    String type = string(frame, "type");
    if ("receipt.delivered".equals(type)) {
      socket.confirmation().byItself();
    }
    return switch (type) {
      case "ping" -> {
        socket.say(new ServerFrame.Pong(id, new ServerFrame.Pong.Clock(clock.instant())));
        yield Taken.ANSWERED;
      }
      case "auth.refresh" -> {
        refresh(socket, id, frame);
        yield Taken.ANSWERED;
      }
      case "resume" -> {
        resume(socket, id, frame);
        yield Taken.ANSWERED;
      }
      case null -> unknown(socket, id);
      default ->
          queue.take(type, id, frame.get("data"), text.readableBytes())
              ? Taken.ANSWERED
              : unknown(socket, id);
    };
  }

  private static Taken unknown(ClientSocket socket, @Nullable String id) {
    refuse(socket, id, ErrorCode.VALIDATION_FAILED, "This type of command is not known.");
    return Taken.UNKNOWN_TYPE;
  }

  private static void resume(ClientSocket socket, @Nullable String id, JsonNode frame) {
    Resumption resumption = socket.resumption();
    if (resumption == null || !resumption.isAwaited()) {
      refuse(socket, id, ErrorCode.CONFLICT, "Nothing can be resumed here, or not any more.");
      return;
    }
    ResumePlan.positions(frame)
        .ifPresentOrElse(
            positions -> resumption.begin(id, positions),
            () ->
                refuse(
                    socket,
                    id,
                    ErrorCode.VALIDATION_FAILED,
                    "data.positions must map ids of conversations to whole numbers from 0."));
  }

  private void refresh(ClientSocket socket, @Nullable String id, JsonNode frame) {
    JsonNode data = frame.get("data");
    String token = data == null || !data.isObject() ? null : string(data, "token");
    if (token == null) {
      refuse(socket, id, ErrorCode.VALIDATION_FAILED, "data.token must be given.");
      return;
    }
    blocking.execute(
        () -> {
          Verification verification = verifier.verify(token);
          socket.loop().execute(() -> refreshed(socket, id, verification));
        });
  }

  private void refreshed(ClientSocket socket, @Nullable String id, Verification verification) {
    switch (verification) {
      case Verification.Valid valid -> renew(socket, id, valid.token());
      case Verification.Expired expired ->
          refuse(socket, id, ErrorCode.TOKEN_EXPIRED, "The token has expired.");
      case Verification.Invalid invalid ->
          refuse(socket, id, ErrorCode.UNAUTHENTICATED, "The token is not valid.");
      case Verification.Unverifiable unverifiable ->
          refuse(socket, id, ErrorCode.DEPENDENCY_UNAVAILABLE, "Tokens can't be checked now.");
    }
  }

  private static void renew(ClientSocket socket, @Nullable String id, AccessToken token) {
    if (!token.session().equals(socket.session())) {
      refuse(socket, id, ErrorCode.FORBIDDEN, "The token is of another session.");
      return;
    }
    socket.renew(token);
    if (id != null) {
      socket.say(new ServerFrame.Ack(id, JsonNode.createObjectNode(Map.of())));
    }
  }

  private static void refuse(
      ClientSocket socket, @Nullable String id, ErrorCode code, String detail) {
    socket.say(new ServerFrame.Refusal(id, Problem.of(code, detail)));
  }

  private @Nullable JsonNode read(byte[] text) {
    try {
      return json.readValue(text, JsonNode.class);
    } catch (IOException e) {
      // The client is told by the close code; what it sent is nobody's to log.
      return null;
    }
  }

  private static @Nullable String string(JsonNode object, String member) {
    JsonNode value = object.get(member);
    return value != null && value.isString() ? value.getStringValue() : null;
  }
}
