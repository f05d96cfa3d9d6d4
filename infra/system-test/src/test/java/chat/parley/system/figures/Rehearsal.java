package chat.parley.system.figures;

import chat.parley.infra.dev.Checkout;
import chat.parley.infra.dev.Fleet;
import chat.parley.infra.dev.Program;
import chat.parley.infra.dev.RunningNode;
import chat.parley.infra.dev.Stack;
import chat.parley.infra.dev.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Lets api and push work for some seconds and keep what they learn in it as AOT caches beside
/// their jars: a node that has to load and compile everything first is slow to its first clients,
/// and where all nodes of a test share two cores, to everybody's.
///
/// Does nothing where the caches are younger than what they were made from.
final class Rehearsal {
  private static final int CLIENTS = 200;
  private static final int CONVERSATIONS = 20;
  private static final int[] OFFSETS = {0, 1, 7};
  private static final int PER_SECOND = 100;
  private static final int OPENINGS = 800;
  private static final long BETWEEN_MILLIS = 10;
  private static final int REGISTRATIONS = 20;

  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    Checkout checkout = Checkout.here();
    List<Program> programs = List.of(checkout.api(), checkout.push());
    if (programs.stream().allMatch(Program::isRehearsed)) {
      return;
    }
    for (Program program : programs) {
      Files.deleteIfExists(program.cache());
    }
    try (Stack stack = Stack.start(rehearsing(programs))) {
      perform(stack);
    }
    for (Program program : programs) {
      if (!program.isRehearsed()) {
        throw new IllegalStateException(program.name() + " has not written " + program.cache());
      }
    }
  }

  private static StackOptions rehearsing(List<Program> programs) {
    StackOptions ordinary = StackOptions.temporary();
    return new StackOptions(
        ordinary.storage(),
        new Fleet(programs.getFirst().rehearsing(), 1, 0),
        new Fleet(programs.getLast().rehearsing(), 1, 0),
        ordinary.secrets(),
        ordinary.logFolder().resolveSibling("rehearsal"),
        ordinary.routes(),
        ordinary.environment());
  }

  /// People come, write, look, and lose their connections.
  private static void perform(Stack stack) throws IOException {
    Town town = Town.of(stack, CLIENTS, CONVERSATIONS, OFFSETS);
    RunningNode push = stack.pushes().getFirst();
    try (Crowd crowd = Crowd.of(town, town.members(), new Returning())) {
      crowd.connectGently(List.of(push.port()));
      Load load = Load.start(stack, town.members(), PER_SECOND, 20);
      try (load) {
        CompletableFuture<Void> reopened = new CompletableFuture<>();
        crowd.loop().execute(() -> reopen(crowd, 0, reopened));
        look(stack, town);
        reopened.join();
        crowd.awaitAll(LeanClient::isFollowing, 60);
      }
      crowd.assertEverythingCameOnceInOrder(60);
    }
  }

  private static void reopen(Crowd crowd, int turn, CompletableFuture<Void> done) {
    if (turn == OPENINGS) {
      done.complete(null);
      return;
    }
    crowd.clients().get(turn % CLIENTS).reconnect();
    crowd.loop().after(BETWEEN_MILLIS, () -> reopen(crowd, turn + 1, done));
  }

  private static void look(Stack stack, Town town) throws IOException {
    try (RestConnection api = new RestConnection(stack.apis().getFirst().port())) {
      for (int i = 0; i < REGISTRATIONS; i++) {
        api.post(
            "/v1/auth/register",
            "",
            """
            {"username": "guest-%1$d", "email": "guest-%1$d@example.org", "password": "correct horse battery"}
            """
                .formatted(i));
      }
      for (Town.Member member : town.members()) {
        api.get("/v1/conversations", member.token());
        api.get(
            "/v1/conversations/" + member.conversations().getFirst() + "/messages", member.token());
      }
    }
  }

  /// Goes on where it was refused.
  private static final class Returning implements Course {
    @Override
    public void refused(LeanClient client, int status) {
      client.loop().after(100, () -> client.connect(client.port()));
    }
  }
}
