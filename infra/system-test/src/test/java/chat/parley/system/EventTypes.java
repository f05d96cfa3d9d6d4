package chat.parley.system;

import static java.util.stream.Collectors.toSet;

import chat.parley.infra.dev.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which frames a client may get, and which are written down.
final class EventTypes {
  /// `realtime.md` §4: durable, state, personal, ephemeral.
  static final Set<String> OF_CONTRACT =
      words(
          """
          message.created message.edited message.deleted reaction.added reaction.removed
          message.pinned message.unpinned conversation.updated conversation.deleted
          participant.added participant.removed participant.updated
          receipt.read receipt.delivered conversation.settings unread.changed
          user.updated presence.changed
          conversation.joined conversation.left mention.created
          friend.requested friend.accepted friend.declined friend.removed session.revoked
          typing.started typing.stopped
          """);

  /// What a push node says on its own behalf.
  private static final Set<String> NO_EVENTS =
      words("hello ack error pong resumed auth.expiring reconnect close");

  private EventTypes() {}

  /// The names of all that are written down.
  static Set<String> goldenFrames() throws IOException {
    return jsonIn(Path.of("src/test/resources/events")).stream()
        .map(file -> file.getFileName().toString().replace(".json", ""))
        .collect(toSet());
  }

  /// By the product's own golden files, of which there is one for each type (`GoldenJsonTest`).
  static Set<String> ofProduct() throws IOException {
    Set<String> types = new HashSet<>();
    for (Path file : jsonIn(Checkout.here().root().resolve("shared/src/test/resources/golden"))) {
      types.add(RestClient.JSON.readTree(file.toFile()).get("type").asText());
    }
    types.removeAll(NO_EVENTS);
    return types;
  }

  private static List<Path> jsonIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
