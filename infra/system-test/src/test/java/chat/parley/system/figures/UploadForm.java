package chat.parley.system.figures;

import chat.parley.infra.dev.RunningNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/// A file on its way to an api.
final class UploadForm {
  private static final String BOUNDARY = "a-boundary-of-these-figures";

  private UploadForm() {}

  /// @param content published as the api takes it
  static HttpRequest of(
      RunningNode api, String token, String name, String type, BodyPublisher content) {
    String head =
        """
        --%s\r
        Content-Disposition: form-data; name="file"; filename="%s"\r
        Content-Type: %s\r
        \r
        """
            .formatted(BOUNDARY, name, type);
    return HttpRequest.newBuilder(URI.create(api.uri() + "/v1/media"))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(
            BodyPublishers.concat(
                BodyPublishers.ofString(head),
                content,
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")))
        .build();
  }
}
