package chat.parley.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A multipart form.
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Form(byte[] bytes) {
  static final String BOUNDARY = "----a-boundary-of-these-tests";
  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  /// @param type the type it is declared to have, or empty for none
  static Form file(String name, String type, byte[] content) {
    return of(name, "picture.bin", type, content, Map.of());
  }

  /// @param fields come before the file
  static Form upload(String fileName, String type, byte[] content, Map<String, String> fields) {
    return of("file", fileName, type, content, fields);
  }

  static Form upload(String fileName, String type, byte[] content) {
    return upload(fileName, type, content, Map.of());
  }

  private static Form of(
      String name, String fileName, String type, byte[] content, Map<String, String> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    fields.forEach(
        (field, value) ->
            bytes.writeBytes(
                text(
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(BOUNDARY, field, value))));
    bytes.writeBytes(
        text(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                .formatted(BOUNDARY, name, fileName)));
    if (!type.isEmpty()) {
      bytes.writeBytes(text("Content-Type: " + type + "\r\n"));
    }
    bytes.writeBytes(text("\r\n"));
    bytes.writeBytes(content);
    bytes.writeBytes(text("\r\n--" + BOUNDARY + "--\r\n"));
    return new Form(bytes.toByteArray());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
