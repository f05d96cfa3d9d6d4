package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Registering, opening a conversation, writing and reading, as a client sees it.
class FirstConversationIT {
  private static RunningApi api;
  private static Rest rest;

  @BeforeAll
  static void start() {
    api = RunningApi.onANewDatabase();
    rest = api.rest();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whatAdaWritesBobReads() {
    Person ada = rest.register("ada");
    Person bob = rest.register("bob");
    Answer opened = rest.as(ada).direct(bob);
    assertThat(opened.status()).as("%s", opened).isEqualTo(201);
    assertThat(opened.text("type")).isEqualTo("direct");
    assertThat(opened.text("peer.id")).isEqualTo(bob.id());
    String messages = "/v1/conversations/" + opened.text("id") + "/messages";

    Answer sent =
        rest.as(ada).post(messages, "{\"content\": \"  Hello Bob  \", \"client_id\": \"c-1\"}");

    assertThat(sent.status()).as("%s", sent).isEqualTo(201);
    assertThat(sent.text("content")).isEqualTo("Hello Bob");
    assertThat(sent.at("seq").getLongValue()).isEqualTo(1);
    Answer read = rest.as(bob).get(messages);
    assertThat(read.status()).as("%s", read).isEqualTo(200);
    assertThat(read.at("items.0")).isEqualTo(sent.whole());
    Answer events = rest.as(bob).get("/v1/conversations/" + opened.text("id") + "/events?after=0");
    assertThat(events.text("items.0.type")).isEqualTo("message.created");
    assertThat(events.at("items.0.data")).isEqualTo(sent.whole());
    Answer list = rest.as(bob).get("/v1/conversations");
    assertThat(list.at("items.0.me.unread_count").getIntValue()).isEqualTo(1);
    assertThat(list.at("items.0.last_message")).isEqualTo(sent.whole());
  }
}
