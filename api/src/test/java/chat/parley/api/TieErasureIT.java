package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// What is left of friendships and blocks when an account is deleted: nothing.
class TieErasureIT {
  @Test
  void friendshipsRequestsAndBlocksAreGoneInBothDirections() throws SQLException {
    Database database = Database.fresh();
    try (RunningApi api = RunningApi.on(database)) {
      Person ada = api.rest().register("ada");
      Person bob = api.rest().register("bob");
      Person cleo = api.rest().register("cleo");
      Person dora = api.rest().register("dora");
      Rest rest = api.rest().as(ada);
      Ties.befriend(api.rest(), ada, bob);
      Ties.ask(api.rest().as(cleo), ada).expect(201);
      Ties.befriend(api.rest(), bob, cleo);
      String direct = rest.direct(dora).expect(201).text("id");
      Ties.block(rest, dora).expect(204);
      Ties.block(api.rest().as(dora), ada).expect(204);
      Ties.block(api.rest().as(dora), bob).expect(204);

      rest.delete("/v1/users/me", "{\"password\": \"correct horse battery\"}").expect(204);

      assertThat(database.number("select count(*) from friendships"))
          .as("of the others")
          .isEqualTo(1);
      assertThat(database.number("select count(*) from blocks")).as("of the others").isEqualTo(1);
      assertThat(api.rest().as(bob).get("/v1/friends").texts("id")).containsExactly(cleo.id());
      api.rest().as(dora).write(direct, "x").expect(201);
    }
  }
}
