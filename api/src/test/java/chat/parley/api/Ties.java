package chat.parley.api;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;

/// The calls about what two people are to each other.
final class Ties {
  static final String REQUESTS = "/v1/friends/requests";

  private Ties() {}

  static Answer ask(Rest rest, Person other) {
    return rest.post(REQUESTS, "{\"user_id\": \"%s\"}".formatted(other.id()));
  }

  static Answer accept(Rest rest, String request) {
    return rest.post(REQUESTS + "/" + request + "/accept");
  }

  static Answer decline(Rest rest, String request) {
    return rest.post(REQUESTS + "/" + request + "/decline");
  }

  static Answer withdraw(Rest rest, String request) {
    return rest.delete(REQUESTS + "/" + request);
  }

  static void befriend(Rest rest, Person one, Person other) {
    accept(rest.as(other), ask(rest.as(one), other).expect(201).text("id")).expect(200);
  }

  static Answer end(Rest rest, Person friend) {
    return rest.delete("/v1/friends/" + friend.id());
  }

  static Answer block(Rest rest, Person person) {
    return rest.put("/v1/blocks/" + person.id());
  }

  static Answer lift(Rest rest, Person person) {
    return rest.delete("/v1/blocks/" + person.id());
  }
}
