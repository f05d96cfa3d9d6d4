package chat.parley.system.web;

import chat.parley.system.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Some people with conversations in which there is something of everything, for the
/// administrator to look at.
///
/// @param group a conversation of several
/// @param root a message in it that has a thread
/// @param direct a conversation of two
record Village(String group, String root, String direct) {
  static final String MINE = "A picture of the village";
  static final String THEIRS = "What a lovely place";

  static Village on(Site site) {
    Member admin = site.admin();
    Member grace = site.member("Grace");
    Member linus = site.member("Linus");
    String group = admin.create("group", "public", "The village", grace, linus);
    String root =
        grace
            .says(group, "> Where?\n\nAt the *river*, see `map`:\n\n- left\n- right")
            .get("id")
            .asText();
    linus.does(
        "POST",
        "/v1/conversations/%s/messages".formatted(group),
        Map.of("content", "I know it", "reply_to", root));
    JsonNode picture =
        RestClient.expect(
            201,
            admin
                .rest()
                .upload(
                    "/v1/media",
                    admin.entered().get("access_token").asText(),
                    "image/png",
                    Pictures.named("village.png").buffer));
    String mine =
        admin
            .does(
                "POST",
                "/v1/conversations/%s/messages".formatted(group),
                Map.of("content", "A pic", "attachment_ids", List.of(picture.get("id").asText())))
            .get("id")
            .asText();
    admin.does("PATCH", "/v1/messages/" + mine, Map.of("content", MINE));
    grace.does("PUT", "/v1/messages/" + mine + "/reactions/%F0%9F%91%8D", Map.of());
    admin.does("PUT", "/v1/messages/%s/pin".formatted(root), Map.of());
    grace.says(group, THEIRS);
    grace.says(group, "@admin have a look");
    String direct = grace.direct(admin);
    grace.says(direct, "Just for you");
    linus.does("POST", "/v1/friends/requests", Map.of("user_id", admin.id()));
    linus.does("POST", "/v1/reports", Map.of("message_id", root, "reason", "Too far away"));
    return new Village(group, root, direct);
  }

  /// Where one can be, by what the picture of it is called.
  Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("home", "/");
    places.put("group", "/c/" + group);
    places.put("direct", "/c/" + direct);
    places.put("thread", "/c/" + group + "?thread=" + root);
    for (String pane : List.of("members", "pins", "details", "search")) {
      places.put(pane, "/c/" + group + "?pane=" + pane);
    }
    places.put("discover", "/discover");
    for (String tab : List.of("friends", "requests", "online", "blocked")) {
      places.put("people-" + tab, "/people?show=" + tab);
    }
    places.put("search-everywhere", "/search?q=village");
    places.put("mentions", "/search?show=mentions");
    for (String section : List.of("profile", "appearance", "devices", "security")) {
      places.put("settings-" + section, "/settings/" + section);
    }
    for (String section : List.of("overview", "reports", "users", "audit")) {
      places.put("admin-" + section, "/admin/" + section);
    }
    return places;
  }
}
