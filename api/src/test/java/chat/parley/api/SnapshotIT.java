package chat.parley.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Rest.Answer;
import chat.parley.api.Rest.Person;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.gateway.ServiceCredential;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.json.tree.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotIT {
  @Test
  void tellsHowFarAConversationIsHowFarItsReaderAndWhereTheMembershipBegan() throws Exception {
    String database = RunningApi.newDatabase();
    try (RunningApi api = RunningApi.with(Map.of("parley.database.url", database))) {
      Person ada = api.rest().register("ada");
      Rest rest = api.rest().as(ada);
      String room =
          rest.post(
                  "/v1/conversations",
                  "{\"name\": \"Room\", \"participant_ids\": [\"%s\"]}"
                      .formatted(api.rest().register("bob").id()))
              .text("id");
      for (int i = 0; i < 5; i++) {
        rest.post("/v1/conversations/" + room + "/messages", "{\"content\": \"Hello\"}");
      }
      comeBack(database, room, 4);

      JsonNode position = open(api.rest(), ada).at("items.0.conversations.0");

      assertThat(requireNonNull(position.get("id")).getStringValue()).isEqualTo(room);
      assertThat(requireNonNull(position.get("seq")).getLongValue()).isEqualTo(6);
      assertThat(requireNonNull(position.get("joined_seq")).getLongValue()).isEqualTo(4);
      assertThat(position.get("last_read_seq")).isNotNull();
    }
  }

  /// Leaving has no route yet.
  private static void comeBack(String database, String room, long at) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                database, RunningApi.postgres().username(), RunningApi.postgres().password());
        PreparedStatement statement =
            connection.prepareStatement(
                "update participants set joined_seq = ? where conversation_id = ?")) {
      statement.setLong(1, at);
      statement.setObject(2, UUID.fromString(room));
      assertThat(statement.executeUpdate()).isEqualTo(2);
    }
  }

  private static Answer open(Rest rest, Person person) throws Exception {
    String session =
        SignedJWT.parse(person.token()).getJWTClaimsSet().getStringClaim(AccessToken.SESSION_CLAIM);
    return rest.send(
        rest.request(Opening.PATH)
            .header(ServiceCredential.HEADER, RunningApi.SERVICE_CREDENTIAL)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"items\": [{\"user_id\": \"%s\", \"session_id\": \"%s\"}]}"
                        .formatted(person.id(), session))));
  }
}
