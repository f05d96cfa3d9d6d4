package chat.parley.infra.dev;

import chat.parley.infra.stores.Ports;
import chat.parley.infra.stores.PostgresStore;
import chat.parley.infra.stores.RedisStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The environment by which the programs find the stores and each other.
record Wiring(
    PostgresStore postgres,
    RedisStore redis,
    Path files,
    Secrets secrets,
    List<Integer> apiPorts,
    List<Integer> pushPorts,
    Routes routes,
    Map<String, String> more) {
  private static final String DATABASE = "parley";

  Wiring {
    apiPorts = List.copyOf(apiPorts);
    pushPorts = List.copyOf(pushPorts);
    more = Map.copyOf(more);
  }

  void createDatabase() {
    postgres.ensureDatabase(DATABASE);
  }

  Map<String, String> ofApi(int index) {
    var node = "api-" + index;
    var port = routes.port(node, "postgres", postgres.port());
    return common(
        node,
        Map.of(
            "PARLEY_DATABASE_URL",
            "jdbc:postgresql://" + Ports.HOST + ":" + port + "/" + DATABASE,
            "PARLEY_DATABASE_USERNAME",
            postgres.username(),
            "PARLEY_DATABASE_PASSWORD",
            postgres.password(),
            "PARLEY_AUTH_SIGNING_KEYS",
            secrets.signingKeys(),
            // Shown at /dev/mail instead of sent.
            "PARLEY_MAIL_KEEP",
            "true",
            "PARLEY_MAIL_LINK_BASE",
            "http://" + Ports.HOST + ":" + apiPorts.getFirst(),
            "PARLEY_STORAGE_FOLDER",
            files.toString(),
            // In production an address behind which all nodes are; here the first.
            "PARLEY_REALTIME_URL",
            "ws://" + Ports.HOST + ":" + pushPorts.getFirst() + "/ws"));
  }

  Map<String, String> ofPush(int index) {
    var node = "push-" + index;
    var urls =
        IntStream.range(0, apiPorts.size())
            .map(api -> routes.port(node, "api-" + api, apiPorts.get(api)))
            .mapToObj(port -> "http://" + Ports.HOST + ":" + port)
            .collect(Collectors.joining(","));
    return common(
        node,
        Map.of(
            "PARLEY_API_URLS",
            urls,
            "PARLEY_PUSH_ALLOWED_ORIGINS",
            pages(),
            // Whoever presses Ctrl-C wants to see it end; nobody is to be spread over ten seconds.
            "PARLEY_PUSH_DRAIN_WINDOW",
            "500ms"));
  }

  /// Where a browser may have the web client from.
  private String pages() {
    return apiPorts.stream()
        .flatMap(port -> Stream.of("http://localhost:" + port, "http://" + Ports.HOST + ":" + port))
        .collect(Collectors.joining(","));
  }

  private Map<String, String> common(String node, Map<String, String> own) {
    var all = new HashMap<>(own);
    var port = routes.port(node, "redis", redis.port());
    all.put("PARLEY_REDIS_URI", "redis://" + Ports.HOST + ":" + port);
    all.put("PARLEY_INTERNAL_CREDENTIAL", secrets.internalCredential());
    all.put("MICRONAUT_ENVIRONMENTS", "dev");
    all.putAll(more);
    return all;
  }
}
