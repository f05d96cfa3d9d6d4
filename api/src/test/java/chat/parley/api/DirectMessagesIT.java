package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who may start a direct conversation.
class DirectMessagesIT {
  @Test
  void whereOnlyFriendsStartOneOthersAreRefusedAndWhatIsThereGoesOn() {
    Database database = Database.fresh();
    try (RunningApi open = RunningApi.on(database);
        RunningApi strict =
            RunningApi.with(
                Map.of(
                    "parley.database.url", database.url(), "parley.direct-messages", "friends"))) {
      Person ada = open.rest().register("ada");
      Person bob = open.rest().register("bob");
      Person cleo = open.rest().register("cleo");
      String earlier = open.rest().as(ada).direct(cleo).expect(201).text("id");

      Answer stranger = strict.rest().as(ada).direct(bob);
      assertThat(stranger.expect(403).text("code")).isEqualTo("forbidden");
      String request = Ties.ask(strict.rest().as(ada), bob).expect(201).text("id");
      strict.rest().as(ada).direct(bob).expect(403);
      Ties.accept(strict.rest().as(bob), request).expect(200);
      String direct = strict.rest().as(ada).direct(bob).expect(201).text("id");

      assertThat(strict.rest().as(cleo).direct(ada).expect(200).text("id")).isEqualTo(earlier);
      strict.rest().as(cleo).write(earlier, "still").expect(201);
      Ties.end(strict.rest().as(ada), bob).expect(204);
      strict.rest().as(bob).write(direct, "still").expect(201);
      strict.rest().as(bob).direct(ada).expect(200);
      Room.open(strict.rest().as(bob), "private", cleo);
    }
  }
}
