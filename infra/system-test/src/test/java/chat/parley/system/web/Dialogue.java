package chat.parley.system.web;

import chat.parley.system.RestClient;
import chat.parley.system.RestClient.Person;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Two people, each before a browser of their own, in a direct conversation.
record Dialogue(RestClient rest, Person first, String conversation, Side one, Side other) {
  /// One of the two.
  record Side(Visitor visitor, Probe probe) {
    /// By the composer, and Enter.
    void say(String text) {
      visitor.page().keyboard().insertText(text);
      visitor.page().keyboard().press("Enter");
    }
  }

  static Dialogue between(Site site, String one, String other) {
    RestClient rest = site.rest();
    Person first = rest.register(one);
    Person second = rest.register(other);
    String conversation =
        RestClient.expect(
                201,
                rest.post(
                    "/v1/conversations",
                    first.token(),
                    Map.of("participant_ids", List.of(second.id()))))
            .get("id")
            .asText();
    return new Dialogue(
        rest,
        first,
        conversation,
        enter(site, one, conversation),
        enter(site, other, conversation));
  }

  private static Side enter(Site site, String name, String conversation) {
    Visitor visitor = site.visitor(name, Screen.LIGHT);
    Probe probe = Probe.in(visitor);
    visitor.logIn().page().navigate("/c/" + conversation);
    visitor.page().locator(".composer textarea").focus();
    visitor.page().locator(".timeline-rows").waitFor();
    probe.setClock();
    return new Side(visitor, probe);
  }

  /// What was said, in its order, by REST.
  List<String> history() {
    List<String> said = new ArrayList<>();
    long after = 0;
    JsonNode page;
    do {
      page =
          RestClient.expect(
              200,
              rest.get(
                  "/v1/conversations/" + conversation + "/messages?limit=100&after=" + after,
                  first.token()));
      for (JsonNode message : page.get("items")) {
        after = message.get("seq").asLong();
        if (message.get("type").asText().equals("text")) {
          said.add(message.get("content").asText());
        }
      }
    } while (page.get("has_after").asBoolean());
    return said;
  }
}
