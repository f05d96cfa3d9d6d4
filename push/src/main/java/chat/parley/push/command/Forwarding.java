package chat.parley.push.command;

import chat.parley.push.feed.Frame;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micronaut.json.tree.JsonNode;
import io.netty.channel.EventLoop;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the command queues of all sockets share: the way to the api, and the room for commands that
/// wait for it. Safe for any thread.
@Singleton
public final class Forwarding {
  private final CallReader reader;
  private final RestCalls calls;
  private final Answers answers;
  private final CommandMeters meters;
  private final CommandSettings settings;
  private final AtomicLong bytes = new AtomicLong();

  Forwarding(
      CallReader reader,
      RestCalls calls,
      Answers answers,
      CommandMeters meters,
      CommandSettings settings,
      MeterRegistry registry) {
    this.reader = reader;
    this.calls = calls;
    this.answers = answers;
    this.meters = meters;
    this.settings = settings;
    Gauge.builder("parley.push.command.bytes", bytes, AtomicLong::get)
        .baseUnit(BaseUnits.BYTES)
        .description("Size of the commands that wait for the api's answer")
        .register(registry);
  }

  /// @param loop the socket's
  /// @param user whose commands they are
  /// @param answered takes answers, on the loop, also when the socket is gone
  public CommandQueue queue(
      EventLoop loop, UserId user, SessionId session, Consumer<Frame> answered) {
    return new CommandQueue(loop, user + "/" + session, answered, this);
  }

  Reading read(Route route, @Nullable JsonNode data) {
    return reader.read(route, data);
  }

  CompletionStage<Outcome> make(Call call, String onBehalfOf) {
    return calls.make(call, onBehalfOf);
  }

  Answers answers() {
    return answers;
  }

  void count(Route route, CommandMeters.Result result, long nanos) {
    meters.answered(route, result, nanos);
  }

  /// How many unanswered commands one socket may have.
  int limit() {
    return settings.commandsInFlight();
  }

  /// @return false when this node has no room for that much more
  boolean reserve(int size) {
    if (bytes.addAndGet(size) <= settings.commandBytes()) {
      return true;
    }
    bytes.addAndGet(-size);
    return false;
  }

  void giveBack(int size) {
    bytes.addAndGet(-size);
  }
}
