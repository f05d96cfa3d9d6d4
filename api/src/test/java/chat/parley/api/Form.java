package chat.parley.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A multipart form.
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Form(byte[] bytes) {
  static final String BOUNDARY = "----a-boundary-of-these-tests";
  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  /// @param type the type it is declared to have, or empty for none
  static Form file(String name, String type, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("--" + BOUNDARY + "\r\n"));
    bytes.writeBytes(
        ascii(
            "Content-Disposition: form-data; name=\"%s\"; filename=\"picture.bin\"\r\n"
                .formatted(name)));
    if (!type.isEmpty()) {
      bytes.writeBytes(ascii("Content-Type: " + type + "\r\n"));
    }
    bytes.writeBytes(ascii("\r\n"));
    bytes.writeBytes(content);
    bytes.writeBytes(ascii("\r\n--" + BOUNDARY + "--\r\n"));
    return new Form(bytes.toByteArray());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
