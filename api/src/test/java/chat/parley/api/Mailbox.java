package chat.parley.api;

import static org.awaitility.Awaitility.await;

import io.micronaut.json.tree.JsonNode;
import java.util.List;
import java.util.Objects;

/// The mail that an api keeps instead of sending it, as `/dev/mail` shows it.
record Mailbox(Rest api, String address) {

  /// Waits until so many mails of a subject have come.
  ///
  /// @return the newest first
  List<String> tokens(String subject, int count) {
    return await()
        .until(
            () ->
                api.get("/dev/mail").expect(200).items().stream()
                    .filter(mail -> text(mail, "to").equals(address))
                    .filter(mail -> text(mail, "subject").equals(subject))
                    .map(Mailbox::token)
                    .toList(),
            tokens -> tokens.size() >= count);
  }

  /// The token of the first mail that asks to confirm the address.
  String verification() {
    return tokens("Confirm your e-mail address", 1).getFirst();
  }

  /// The token of the newest of so many mails about a new password.
  String reset(int count) {
    return tokens("Choose a new password", count).getFirst();
  }

  private static String token(JsonNode mail) {
    String link = text(Objects.requireNonNull(mail.get("links")), 0);
    return link.substring(link.indexOf('=') + 1);
  }

  private static String text(JsonNode list, int index) {
    return Objects.requireNonNull(list.get(index)).getStringValue();
  }

  private static String text(JsonNode mail, String member) {
    return Objects.requireNonNull(mail.get(member)).getStringValue();
  }
}
