package chat.parley.infra.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/// Somebody with an account.
record Person(URI api, String token) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  static Person registeredAt(URI api, String name) throws Exception {
    String account =
        "{\"username\":\"%1$s\",\"email\":\"%1$s@example.org\",\"password\":\"correct horse battery\"}"
            .formatted(name);
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/v1/auth/register"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(account))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return new Person(api, JSON.readTree(answer.body()).get("access_token").asText());
  }

  /// @return the address of the small one
  URI setAvatar(String type, byte[] picture) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/v1/users/me/avatar"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "multipart/form-data; boundary=edge")
            .POST(BodyPublishers.ofByteArray(form(type, picture)))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode user = JSON.readTree(answer.body());
    return api.resolve(user.get("avatar_url").asText() + "?size=64");
  }

  private static byte[] form(String type, byte[] picture) throws IOException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    String head =
        """
        --edge\r
        Content-Disposition: form-data; name="file"; filename="picture"\r
        Content-Type: %s\r
        \r
        """
            .formatted(type);
    form.write(head.getBytes(StandardCharsets.UTF_8));
    form.write(picture);
    form.write("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }

  byte[] bytes(URI address) throws Exception {
    HttpResponse<byte[]> answer =
        HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
