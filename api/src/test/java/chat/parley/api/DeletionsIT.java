package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.infra.stores.Ports;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deleting messages, for everyone and for oneself.
class DeletionsIT {
  private static Database database;
  private static RunningApi api;
  private static Person bob;
  private static Rest ada;
  private String room = "";
  private String message = "";

  @BeforeAll
  static void start() {
    database = Database.fresh();
    api = RunningApi.on(database);
    bob = api.rest().register("bob");
    ada = api.rest().as(api.rest().register("ada"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void send() {
    room = ada.group(bob);
    message = api.rest().as(bob).write(room, "said").expect(201).text("id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?for=everyone"})
  void aDeletedMessageKeepsItsPlaceAndNothingElse(String query) {
    api.rest().as(bob).edit(message, "said better").expect(200);
    ada.put(Rest.reaction(message, "👍")).expect(200);

    api.rest().as(bob).delete("/v1/messages/" + message + query).expect(204);

    Answer deleted = ada.get("/v1/messages/" + message).expect(200);
    assertThat(deleted.at("content").isNull()).isTrue();
    assertThat(deleted.at("reactions").size()).isZero();
    assertThat(deleted.at("attachments").size()).isZero();
    assertThat(deleted.text("deleted_at")).isGreaterThan(deleted.text("created_at"));
    assertThat(deleted.text("sender.id")).isEqualTo(bob.id());
    assertThat(deleted.number("seq")).isEqualTo(2);
    assertThat(ada.get(Rest.messages(room)).at("items.1")).isEqualTo(deleted.whole());
    assertThat(ada.get("/v1/conversations/" + room).at("last_message")).isEqualTo(deleted.whole());
    assertThat(ada.get("/v1/messages/" + message + "/edits").expect(200).items()).isEmpty();
    Answer events = ada.get("/v1/conversations/" + room + "/events").expect(200);
    assertThat(events.at("items.1.data")).isEqualTo(deleted.whole());
    assertThat(events.at("items.2.data")).isEqualTo(deleted.whole());
  }

  @Test
  void theTextIsInNoTableAnyMore() throws SQLException {
    String own = ada.write(room, "a secret of mine").expect(201).text("id");
    ada.edit(own, "another secret of mine").expect(200);
    assertThat(database.rowsWith("secret of mine")).isEqualTo(2);

    ada.delete("/v1/messages/" + own).expect(204);

    assertThat(database.rowsWith("secret of mine")).isZero();
    assertThat(
            database.number(
                "select count(*) from reactions r full join reaction_counts n using (message_id)"
                    + " where message_id = '"
                    + own
                    + "'"))
        .isZero();
  }

  @Test
  void aDeletionIsAnEventWhoeverDeletes() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      ada.delete("/v1/messages/" + message).expect(204);

      Answer events = ada.get("/v1/conversations/" + room + "/events?after=2").expect(200);
      assertThat(events.text("items.0.type")).isEqualTo("message.deleted");
      assertThat(events.number("items.0.seq")).isEqualTo(3);
      assertThat(events.members("items.0.data")).containsExactly("message_id");
      assertThat(events.text("items.0.data.message_id")).isEqualTo(message);
      assertThat(events.text("items.0.at"))
          .isEqualTo(ada.get("/v1/messages/" + message).text("deleted_at"));
      assertThat(events.body()).contains(heard.durable("parley:c:" + room, 1).getFirst().json());
      assertThat(events.text("items.0.actor_id")).isNotEqualTo(bob.id());
    }
  }

  @Test
  void deletingTwiceIsDeletingOnce() {
    ada.delete("/v1/messages/" + message).expect(204);
    ada.delete("/v1/messages/" + message).expect(204);
    api.rest().as(bob).delete("/v1/messages/" + message).expect(204);

    assertThat(ada.get("/v1/conversations/" + room).number("last_seq")).isEqualTo(3);
  }

  @Test
  void aRepeatedSendDoesNotBringADeletedMessageBack() {
    String body = "{\"content\": \"once\", \"client_id\": \"c\"}";
    String own = ada.post(Rest.messages(room), body).expect(201).text("id");
    ada.delete("/v1/messages/" + own).expect(204);

    Answer again = ada.post(Rest.messages(room), body).expect(200);

    assertThat(again.text("id")).isEqualTo(own);
    assertThat(again.at("content").isNull()).isTrue();
  }

  @Test
  void whatIAmHidingIsGoneForMeAlone() {
    String last = ada.write(room, "last").expect(201).text("id");
    Rest reader = api.rest().as(bob);

    reader.delete("/v1/messages/" + last + "?for=me").expect(204);
    reader.delete("/v1/messages/" + last + "?for=me").expect(204);

    String path = "/v1/messages/" + last;
    assertThat(reader.get(path).status()).isEqualTo(404);
    assertThat(reader.get(path + "/edits").status()).isEqualTo(404);
    assertThat(reader.edit(last, "x").status()).isEqualTo(404);
    assertThat(reader.delete(path).status()).isEqualTo(404);
    assertThat(reader.put(Rest.reaction(last, "👍")).status()).isEqualTo(404);
    assertThat(reader.delete(Rest.reaction(last, "👍")).status()).isEqualTo(404);
    assertThat(reader.get(Rest.messages(room) + "?around=" + last).status()).isEqualTo(404);
    assertThat(reader.get("/v1/conversations/" + room).text("last_message.id")).isEqualTo(message);
    assertThat(reader.get("/v1/conversations?limit=1").text("items.0.last_message.id"))
        .isEqualTo(message);
    assertThat(ada.get(path).status()).isEqualTo(200);
    assertThat(ada.get("/v1/conversations/" + room).text("last_message.id")).isEqualTo(last);
    assertThat(ada.get("/v1/conversations/" + room).number("last_seq")).isEqualTo(3);
  }

  @Test
  void pagesAreFullAndKnowTheirEndsWithoutWhatIsHidden() {
    for (int i = 0; i < 8; i++) {
      String id = ada.write(room, "message " + i).expect(201).text("id");
      if (i % 2 == 0 || i == 7) {
        ada.delete("/v1/messages/" + id + "?for=me").expect(204);
      }
    }
    ada.delete(
            "/v1/messages/"
                + ada.get(Rest.messages(room) + "?after=0").text("items.0.id")
                + "?for=me")
        .expect(204);

    Answer newest = ada.get(Rest.messages(room) + "?limit=2").expect(200);
    assertThat(newest.texts("seq")).containsExactly("6", "8");
    assertThat(newest.at("has_after").getBooleanValue()).isFalse();
    Answer rest =
        ada.get(Rest.messages(room) + "?limit=2&cursor=" + newest.text("next_cursor")).expect(200);
    assertThat(rest.texts("seq")).containsExactly("2", "4");
    assertThat(rest.at("has_before").getBooleanValue()).isFalse();
    assertThat(rest.at("has_after").getBooleanValue()).isTrue();
    assertThat(rest.at("next_cursor").isNull()).isTrue();
    assertThat(ada.get(Rest.messages(room) + "?around=5&limit=4").texts("seq"))
        .containsExactly("2", "4", "6", "8");
    assertThat(
            ada.get(Rest.messages(room) + "?after=8").expect(200).at("has_after").getBooleanValue())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "ME", ""})
  void forWhomElseIsNotValid(String whom) {
    Answer refused = ada.delete("/v1/messages/" + message + "?for=" + whom);

    assertThat(refused.status()).as("%s", refused).isEqualTo(422);
    assertThat(refused.text("errors.0.field")).isEqualTo("for");
  }

  @Test
  void theWindowBindsTheSenderAndNotTheOwner() throws SQLException {
    try (RunningApi strict =
        RunningApi.with(
            Map.of("parley.database.url", database.url(), "parley.messages.delete-window", "1h"))) {
      String other = api.rest().as(bob).write(room, "in time").expect(201).text("id");
      strict.rest().as(bob).delete("/v1/messages/" + other).expect(204);
      for (String each : new String[] {message, other}) {
        database.change(
            "update messages set created_at = created_at - interval '1 hour' where id = '%s'"
                .formatted(each));
      }

      Answer refused = strict.rest().as(bob).delete("/v1/messages/" + message);

      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text("code")).isEqualTo("delete_window_closed");
      assertThat(strict.rest().as(bob).delete("/v1/messages/" + other).status()).isEqualTo(204);
      assertThat(ada.at(strict).delete("/v1/messages/" + message).status()).isEqualTo(204);
    }
  }

  @Test
  void changesThatTheFastPathLostAreRelayed() {
    try (Heard heard = new Heard(RunningApi.redis().uri())) {
      try (RunningApi dying =
          RunningApi.with(
              Map.of(
                  "parley.database.url",
                  database.url(),
                  "parley.redis.uri",
                  "redis://" + Ports.HOST + ":" + Ports.free()))) {
        Rest rest = dying.rest().as(bob);
        rest.edit(message, "from beyond").expect(200);
        rest.put(Rest.reaction(message, "👍")).expect(200);
        rest.delete(Rest.reaction(message, "👍")).expect(200);
        rest.delete("/v1/messages/" + message).expect(204);
      }

      await().until(() -> heard.durable("parley:c:" + room, 4).size() == 4);

      Answer events = ada.get("/v1/conversations/" + room + "/events?after=2").expect(200);
      assertThat(events.texts("type"))
          .containsExactly(
              "message.edited", "reaction.added", "reaction.removed", "message.deleted");
      assertThat(heard.durable("parley:c:" + room, 4))
          .allSatisfy(each -> assertThat(events.body()).contains(each.json()));
      assertThat(heard.all()).noneMatch(each -> each.json().contains("from beyond"));
    }
  }
}
