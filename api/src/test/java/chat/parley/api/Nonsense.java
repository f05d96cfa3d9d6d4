package chat.parley.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/// Makes what no client should send, the same for the same seed.
final class Nonsense {
  /// A file whose name leads out of its folder, ends, and goes on.
  private static final String UPLOAD =
      """
      --x
      Content-Disposition: form-data; name="file"; filename="../a\0
      "
      Content-Type: image/png

      abc
      --x--
      """;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "\\u0000",
          "a\\u0000b",
          "\\ud800",
          "\\udc00\\ud800",
          "\\u202e\\u200d\\ufeff",
          "\\r\\nX-Injected: yes\\r\\n\\r\\n",
          "'; drop table accounts; --",
          "' or '1'='1",
          "\\\" or \\\"\\\"=\\\"",
          "$1 %s {0} ${jndi:ldap://x} #{1+1}",
          "../../../../etc/passwd",
          "<script>alert(1)</script>",
          "👩‍👩‍👧‍👦🇦🇶é",
          "e\\u0301\\u0301\\u0301\\u0301\\u0301",
          "00000000-0000-0000-0000-000000000000",
          "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
          "019aa0c0-0000-7000-8000-00000000000g",
          "1-1-1-1-1",
          "2026-11-20T08:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-999999999-01-01T00:00:00Z",
          "2026-02-30T25:61:61Z",
          "9223372036854775808",
          "true",
          "null");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-1",
          "1.5",
          "1e400",
          "-1e-400",
          "9223372036854775807",
          "9223372036854775808",
          "123456789012345678901234567890123456789012345678901234567890",
          "[]",
          "{}",
          "[null]",
          "[[[[]]]]",
          "{\"\":{}}",
          "[\"a\",\"a\"]",
          "NaN",
          "'x'",
          "undefined");

  private static final List<String> QUERY_VALUES =
      List.of(
          "",
          "0",
          "-1",
          "1",
          "100",
          "101",
          "1e3",
          "99999999999999999999",
          "9223372036854775807",
          "-9223372036854775808",
          "NaN",
          "true",
          "null",
          "%00",
          "%FF%FE",
          "%ED%A0%80",
          "%0D%0AX-Injected:%20yes",
          "%27%3B%20drop%20table%20accounts%3B%20--",
          "%25",
          "%zz",
          "%",
          "+",
          "a%26b%3Dc",
          "..%2F..%2Fetc",
          "%F0%9F%91%8D",
          "00000000-0000-0000-0000-000000000000",
          "2026-11-20T08:00:00Z");

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "application/json; charset=utf-16",
          "application/json; charset=none",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "multipart/form-data; boundary=\"\"",
          "text/plain",
          "text/html, application/json",
          "application/xml",
          "application/octet-stream",
          "*/*",
          "nonsense",
          "/",
          "");

  private final Random random;

  Nonsense(long seed) {
    this.random = new Random(seed);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  String contentType() {
    return any(TYPES);
  }

  String text() {
    return switch (random.nextInt(30)) {
      case 0 -> "x".repeat(random.nextInt(5_000));
      case 1 -> "x".repeat(300_000);
      case 2 -> "\\u00e9".repeat(4_001);
      default -> any(TEXTS);
    };
  }

  String queryValue() {
    return switch (random.nextInt(12)) {
      case 0 -> "x".repeat(random.nextInt(6_000));
      case 1, 2, 3 -> cursor();
      default -> any(QUERY_VALUES);
    };
  }

  /// Like those that the api makes, in form.
  private String cursor() {
    String number = any(List.of("0", "-1", "9223372036854775807", "9223372036854775808", "x", ""));
    String text =
        any(
            List.of(
                any(List.of("a", "b", "e", "s", "v", "m", "u", "")) + "~" + number,
                "+999999999-12-31T23:59:59Z~019aa0c0-0000-7000-8000-000000000000",
                "2026-11-20T08:00:00Z~" + number,
                "019aa0c0-0000-7000-8000-000000000000",
                "'~'",
                "\0~\0",
                "~~~~~"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// @param members what the document says of the body
  /// @param known texts that mean something, ids for instance
  byte[] body(Map<String, JsonNode> members, List<String> known) {
    return switch (random.nextInt(24)) {
      case 0 -> bytes("");
      case 1 -> bytes("{");
      case 2 -> bytes("[".repeat(random.nextInt(50_000)));
      case 3 -> bytes("{\"a\":".repeat(random.nextInt(50_000)));
      case 4 -> bytes(any(VALUES));
      case 5 -> bytes("\"" + text() + "\"");
      case 6 -> new byte[] {'{', '"', (byte) 0xC3, '"', ':', (byte) 0xFF, '}'};
      case 7 -> bytes("\ufeff" + object(members, known));
      case 8 -> bytes(object(members, known) + object(members, known));
      case 9 -> noise();
      case 10 -> bytes("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc");
      case 11 -> bytes(UPLOAD.replace("\n", "\r\n"));
      case 12 -> bytes(form(members));
      default -> bytes(object(members, known));
    };
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(2_000)];
    random.nextBytes(noise);
    return noise;
  }

  /// Mostly right, so that what comes after the reading is met too.
  private String object(Map<String, JsonNode> members, List<String> known) {
    List<String> pairs = new ArrayList<>();
    members.forEach(
        (name, schema) -> {
          int repeats = oneIn(15) ? 2 : oneIn(8) ? 0 : 1;
          for (int i = 0; i < repeats; i++) {
            pairs.add("\"" + name + "\":" + (oneIn(3) ? value(known) : fitting(schema, known)));
          }
        });
    if (oneIn(10)) {
      pairs.add("\"" + text() + "\":" + value(known));
    }
    return pairs.stream().collect(Collectors.joining(",", "{", "}"));
  }

  private String value(List<String> known) {
    return switch (random.nextInt(4)) {
      case 0 -> "\"" + text() + "\"";
      case 1 -> "\"" + any(known) + "\"";
      case 2 -> "[" + "[".repeat(random.nextInt(500)) + "]".repeat(500);
      default -> any(VALUES);
    };
  }

  private String fitting(JsonNode schema, List<String> known) {
    JsonNode type = schema.path("type");
    String name = type.isArray() ? type.get(0).asText() : type.asText("string");
    return switch (name) {
      case "integer", "number" -> any(List.of("0", "1", "7", "9223372036854775807"));
      case "boolean" -> any(List.of("true", "false"));
      case "array" -> "[" + fitting(schema.path("items"), known) + "]";
      default -> "\"" + (schema.has("format") || oneIn(4) ? any(known) : text()) + "\"";
    };
  }

  private String form(Map<String, JsonNode> members) {
    return members.keySet().stream()
        .map(name -> name + "=" + queryValue())
        .collect(Collectors.joining("&"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
