package chat.parley.infra.dev.rehearsal;

import chat.parley.infra.dev.Checkout;
import chat.parley.infra.dev.Fleet;
import chat.parley.infra.dev.Program;
import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import chat.parley.infra.stores.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;

/// Lets api and push work under people, and keeps what they load, link and measure of themselves
/// meanwhile as AOT caches beside their jars. A node that has to find all that out anew takes
/// twice as long to start, or more, and is slow to its first clients; where several share two
/// cores, to everybody's.
///
/// What the build runs does nothing where the caches are younger than what they were made from.
public final class Rehearsal {
  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    var checkout = Checkout.here();
    if (!checkout.api().isRehearsed() || !checkout.push().isRehearsed()) {
      rehearse(checkout.api(), checkout.push());
    }
  }

  /// Returns when each has its cache beside its jar, made anew.
  ///
  /// @throws StartException when one has none
  public static void rehearse(Program api, Program push) throws IOException {
    Files.deleteIfExists(api.cache());
    Files.deleteIfExists(push.cache());
    var options = options(api, push);
    try (var stack = Stack.start(options)) {
      new Performance(stack.apis().getFirst().uri(), stack.pushes().getFirst().uri()).perform();
      end(stack);
    }
    requireCache(api, options);
    requireCache(push, options);
  }

  private static void requireCache(Program program, StackOptions options) {
    if (!program.isRehearsed()) {
      throw new StartException(
          "%s has not written %s: see %s"
              .formatted(program.name(), program.cache(), options.logFolder()));
    }
  }

  /// As in production, where tests are quicker than people; only that nobody has to be slow.
  private static StackOptions options(Program api, Program push) {
    var ordinary = StackOptions.temporary();
    var rehearsing =
        new StackOptions(
            ordinary.storage(),
            new Fleet(api.rehearsing(), 1, 0),
            new Fleet(push.rehearsing(), 1, 0),
            ordinary.secrets(),
            ordinary.logFolder().resolveSibling("rehearsal"),
            ordinary.routes(),
            ordinary.environment());
    return rehearsing
        .with("PARLEY_LOBBY_ENABLED", "true")
        .with("PARLEY_RATE_LIMITS_ENABLED", "true")
        .with("PARLEY_RATE_LIMITS_MESSAGES", "100000/1h");
  }

  /// Both at once: it is then that they write their caches, each for seconds on one core.
  private static void end(Stack stack) {
    SideBySide.each(
        Stream.concat(stack.pushes().stream(), stack.apis().stream()).toList(),
        RunningNode::terminate);
  }
}
