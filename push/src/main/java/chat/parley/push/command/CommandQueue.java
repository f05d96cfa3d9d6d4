package chat.parley.push.command;

import chat.parley.push.feed.Frame;
import chat.parley.shared.problem.ErrorCode;
import chat.parley.shared.problem.Problem;
import io.micronaut.json.tree.JsonNode;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The commands of one socket from their frames to their answers. Only its event loop touches it.
///
/// Invariant: of commands about the same thing (a conversation, a message) one is carried out after
/// the other, in the order they came; about different things they overtake each other.
///
/// It outlives its socket: what was taken is carried out, then its answers go nowhere.
public final class CommandQueue {
  private final EventLoop loop;
  private final String onBehalfOf;
  private final Consumer<Frame> answered;
  private final Forwarding forwarding;

  /// What waits behind the call that is being made. A lane is here while one is.
  private final Map<String, ArrayDeque<Taken>> lanes = new HashMap<>();

  private int unanswered;

  CommandQueue(EventLoop loop, String onBehalfOf, Consumer<Frame> answered, Forwarding forwarding) {
    this.loop = loop;
    this.onBehalfOf = onBehalfOf;
    this.answered = answered;
    this.forwarding = forwarding;
  }

  /// @param id as the client calls its command; without one only a failure is told
  /// @param size of the frame it came in, in bytes
  /// @return false when there is no such command
  public boolean take(String type, @Nullable String id, @Nullable JsonNode data, int size) {
    Route route = Route.of(type);
    if (route == null) {
      return false;
    }
    switch (forwarding.read(route, data)) {
      case Reading.Invalid invalid -> {
        forwarding.count(route, CommandMeters.Result.INVALID, 0);
        answered.accept(forwarding.answers().error(id, invalid.problem()));
      }
      case Reading.Valid valid -> take(new Taken(route, id, valid.call(), size, System.nanoTime()));
    }
    return true;
  }

  private void take(Taken command) {
    if (unanswered >= forwarding.limit()) {
      refuse(command, ErrorCode.RATE_LIMITED, "Too many commands wait for their answers here.");
    } else if (!forwarding.reserve(command.size)) {
      refuse(command, ErrorCode.DEPENDENCY_UNAVAILABLE, "The api is too slow now; retry.");
    } else {
      unanswered++;
      ArrayDeque<Taken> lane = lanes.get(command.call.lane());
      if (lane == null) {
        lanes.put(command.call.lane(), new ArrayDeque<>(0));
        make(command);
      } else {
        lane.add(command);
      }
    }
  }

  private void refuse(Taken command, ErrorCode code, String detail) {
    forwarding.count(command.route, CommandMeters.Result.TOO_MANY, 0);
    answered.accept(forwarding.answers().error(command.id, Problem.of(code, detail)));
  }

  private void make(Taken command) {
    forwarding
        .make(command.call, onBehalfOf)
        .thenAccept(outcome -> loop.execute(() -> finish(command, outcome)));
  }

  private void finish(Taken command, Outcome outcome) {
    unanswered--;
    forwarding.giveBack(command.size);
    proceed(command.call.lane());
    answer(command, outcome);
  }

  private void proceed(String name) {
    ArrayDeque<Taken> lane = lanes.get(name);
    Taken next = lane == null ? null : lane.poll();
    if (next == null) {
      lanes.remove(name);
    } else {
      make(next);
    }
  }

  private void answer(Taken command, Outcome outcome) {
    long nanos = System.nanoTime() - command.since;
    Answers answers = forwarding.answers();
    switch (outcome) {
      case Outcome.Done done -> {
        forwarding.count(command.route, CommandMeters.Result.DONE, nanos);
        if (command.id != null) {
          answered.accept(answers.ack(command.id, done.body()));
        }
      }
      case Outcome.Refused refused -> {
        forwarding.count(command.route, CommandMeters.Result.REFUSED, nanos);
        answered.accept(answers.error(command.id, refused.problem()));
      }
      case Outcome.Unanswered nothing -> {
        forwarding.count(command.route, CommandMeters.Result.UNANSWERED, nanos);
        answered.accept(
            answers.error(
                command.id,
                Problem.of(
                    ErrorCode.DEPENDENCY_UNAVAILABLE,
                    "The api gave no answer; it may or may not have been carried out.")));
      }
    }
  }

  private record Taken(Route route, @Nullable String id, Call call, int size, long since) {}
}
