package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pinning messages.
class PinsIT {
  private static Database database;
  private static RunningApi api;
  private static Person ada;
  private static Person bob;
  private String room = "";
  private String said = "";

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api =
        RunningApi.with(
            Map.of(
                "parley.database.url", database.url(), "parley.pins.most-per-conversation", "5"));
    ada = api.rest().register("ada");
    bob = api.rest().register("bob");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void send() {
    room = as(ada).group(bob);
    said = as(bob).write(room, "said").expect(201).text("id");
  }

  @Test
  void aPinnedMessageIsPinnedForEverybodyUntilItIsNot() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      for (int i = 0; i < 2; i++) {
        as(ada).put(pin(said)).expect(204);
      }
      Answer pinned = as(bob).get("/v1/messages/" + said).expect(200);
      assertThat(pinned.at("pinned").getBooleanValue()).isTrue();
      assertThat(as(bob).get(pins()).at("items.0")).isEqualTo(pinned.whole());
      for (int i = 0; i < 2; i++) {
        as(ada).delete(pin(said)).expect(204);
      }
      assertThat(as(bob).get("/v1/messages/" + said).at("pinned").getBooleanValue()).isFalse();
      assertThat(as(bob).get(pins()).expect(200).items()).isEmpty();

      Answer events = as(bob).get("/v1/conversations/" + room + "/events?after=2").expect(200);
      assertThat(events.texts("type"))
          .containsExactly("message.pinned", "message.created", "message.unpinned");
      assertThat(events.texts("seq")).containsExactly("3", "4", "5");
      assertThat(events.text("items.1.data.system.kind")).isEqualTo("message_pinned");
      assertThat(events.text("items.1.data.system.actor_id")).isEqualTo(ada.id());
      assertThat(events.text("items.1.data.system.value")).isEqualTo(said);
      assertThat(events.text("items.0.data.message_id")).isEqualTo(said);
      assertThat(events.text("items.0.actor_id")).isEqualTo(ada.id());
      assertThat(heard.on("parley:c:" + room, 3))
          .allSatisfy(each -> assertThat(events.body()).contains(each.json()));
    }
  }

  @Test
  void theNewestPinComesFirst() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(as(bob).write(room, "message " + i).expect(201).text("id"));
    }
    for (int i : new int[] {3, 0, 4, 1, 2}) {
      as(ada).put(pin(ids.get(i))).expect(204);
    }
    assertThat(
            as(bob).pages(pins() + "?limit=2").stream()
                .flatMap(page -> page.texts("content").stream()))
        .containsExactly("message 2", "message 1", "message 4", "message 0", "message 3");
    Answer refused = as(ada).put(pin(said));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("conflict");
    as(bob).delete("/v1/messages/" + ids.get(4) + "?for=me").expect(204);
    assertThat(as(bob).get(pins()).items()).hasSize(4);
    assertThat(as(ada).get(pins()).items()).hasSize(5);
    assertThat(as(ada).get(pins() + "?cursor=x").status()).isEqualTo(400);
    assertThat(as(ada).get(pins() + "?limit=0").status()).isEqualTo(422);
  }

  @Test
  void aDeletedMessageIsPinnedNoMore() throws SQLException {
    as(ada).put(pin(said)).expect(204);

    as(bob).delete("/v1/messages/" + said).expect(204);

    assertThat(as(bob).get(pins()).expect(200).items()).isEmpty();
    assertThat(as(bob).get("/v1/messages/" + said).at("pinned").getBooleanValue()).isFalse();
    assertThat(
            database.number(
                "select count(*) from messages where pinned_by is not null and id = '"
                    + said
                    + "'"))
        .isZero();
  }

  @Test
  void inADirectConversationABlockKeepsPinsOutAndNotUnpinning() {
    Person carl = api.rest().register("carl");
    String direct = as(ada).direct(carl).text("id");
    String one = as(carl).write(direct, "one").expect(201).text("id");
    String other = as(carl).write(direct, "other").expect(201).text("id");
    as(carl).put(pin(one)).expect(204);
    Ties.block(as(ada), carl).expect(204);

    Answer refused = as(carl).put(pin(other));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("blocked");
    as(carl).delete(pin(one)).expect(204);
  }

  private static String pin(String message) {
    return "/v1/messages/" + message + "/pin";
  }

  private String pins() {
    return "/v1/conversations/" + room + "/pins";
  }

  private static Rest as(Person person) {
    return api.rest().as(person);
  }
}
