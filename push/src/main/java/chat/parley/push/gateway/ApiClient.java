package chat.parley.push.gateway;

import chat.parley.push.feed.ReplaySource;
import chat.parley.shared.event.PersonalEvent.SessionRevoked;
import chat.parley.shared.gateway.DeliveredReport;
import chat.parley.shared.gateway.Marks;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.gateway.PresenceReport;
import chat.parley.shared.gateway.Recheck;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.gateway.ServiceCredential;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Envelope;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// The internal calls of the api. None blocks; each ends, at the latest when its tries are used
/// up.
@Singleton
public class ApiClient implements ReplaySource {
  private static final int CALLS_AT_ONCE = 4;

  /// With events of a usual size, below 1 KiB, the largest answer is some 10 MiB. It is not a
  /// bound: texts of the longest kind could still make one that is larger than the client takes.
  private static final int RANGES_AT_ONCE = 20;

  /// A report of deliveries keeps its place for this long after its answer, so that what comes
  /// meanwhile makes one call: it is late by the time between two heartbeats anyway.
  private static final Duration REPORT_PAUSE = Duration.ofMillis(200);

  private final HttpClient http;
  private final HttpClient recheckHttp;
  private final ServiceCredential credential;
  private final JsonMapper json;
  private final Batcher<Opening.Item, Opening.Snapshot> openings =
      new Batcher<>(this::open, Opening.LIMIT, CALLS_AT_ONCE);
  private final Batcher<Marks.Item, Marks.Marked> marks = new Batcher<>(this::mark, Marks.LIMIT, 1);
  private final Batcher<Replay.Range, List<Envelope>> replays =
      new Batcher<>(this::replay, RANGES_AT_ONCE, CALLS_AT_ONCE);
  private final Batcher<PresenceReport.Change, PresenceReport.Change> presences =
      new Batcher<>(this::report, PresenceReport.LIMIT, CALLS_AT_ONCE);
  private final Batcher<DeliveredReport.Item, Boolean> deliveries =
      new Batcher<>(this::delivered, DeliveredReport.LIMIT, CALLS_AT_ONCE);

  ApiClient(
      @Client(id = "api") HttpClient http,
      @Client(id = "api-rechecks") HttpClient recheckHttp,
      ServiceCredential credential,
      JsonMapper json,
      MeterRegistry meters) {
    this.http = http;
    this.recheckHttp = recheckHttp;
    this.credential = credential;
    this.json = json;
    waiting("open", openings, meters);
    waiting("mark", marks, meters);
    waiting("replay", replays, meters);
    waiting("presence", presences, meters);
    waiting("delivered", deliveries, meters);
  }

  private static void waiting(String call, Batcher<?, ?> batcher, MeterRegistry meters) {
    Gauge.builder("parley.push.calls.waiting", batcher, Batcher::waiting)
        .description("Questions that wait for a place in a call to the api")
        .tag("call", call)
        .register(meters);
  }

  /// What a socket about to open needs.
  public CompletionStage<Opening.Snapshot> open(Opening.Item item) {
    return openings.ask(item);
  }

  /// The sessions that ended within this time, and why.
  public CompletionStage<Map<SessionId, SessionRevoked.Reason>> ended(Duration within) {
    return send(
            recheckHttp,
            request(
                Recheck.PATH, new Recheck.Request(within.toMillis()), MediaType.APPLICATION_JSON))
        .map(bytes -> bySession(read(bytes, Recheck.Answer.class).ended()))
        .toFuture();
  }

  private static Map<SessionId, SessionRevoked.Reason> bySession(List<Recheck.Ended> ended) {
    Map<SessionId, SessionRevoked.Reason> reasons = new HashMap<>();
    ended.forEach(each -> reasons.put(each.sessionId(), each.reason()));
    return reasons;
  }

  /// A mark of where somebody is now, and where an earlier one was.
  public CompletionStage<Marks.Marked> mark(Marks.Item item) {
    return marks.ask(item);
  }

  /// Reports how far a client is.
  public CompletionStage<?> delivered(DeliveredReport.Item item) {
    return deliveries.ask(item);
  }

  @Override
  public CompletionStage<List<Envelope>> after(ConversationId conversation, long position) {
    return replays.ask(new Replay.Range(conversation, position, ReplaySource.LIMIT));
  }

  /// Completes with the change once the api has taken it.
  public CompletionStage<PresenceReport.Change> report(PresenceReport.Change change) {
    return presences.ask(change);
  }

  /// A page of those who count as online.
  public CompletionStage<PresenceReport.OnlineAnswer> online(@Nullable UserId after) {
    return post(
            PresenceReport.ONLINE_PATH,
            new PresenceReport.OnlineRequest(after),
            MediaType.APPLICATION_JSON)
        .map(bytes -> read(bytes, PresenceReport.OnlineAnswer.class))
        .toFuture();
  }

  private CompletionStage<List<PresenceReport.Change>> report(List<PresenceReport.Change> changes) {
    return post(
            PresenceReport.PATH, new PresenceReport.Request(changes), MediaType.APPLICATION_JSON)
        .map(nothing -> changes)
        .toFuture();
  }

  /// The public keys of the access tokens, a JWK Set.
  public CompletionStage<String> keys() {
    return send(http, () -> HttpRequest.GET("/.well-known/jwks.json"))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toFuture();
  }

  private CompletionStage<List<Opening.Snapshot>> open(List<Opening.Item> items) {
    return post(Opening.PATH, new Opening.Request(items), MediaType.APPLICATION_JSON)
        .map(
            bytes -> {
              List<Opening.Snapshot> snapshots = read(bytes, Opening.Answer.class).items();
              if (snapshots.size() != items.size()) {
                throw new IllegalStateException(
                    "%d snapshots for %d openings".formatted(snapshots.size(), items.size()));
              }
              return snapshots;
            })
        .toFuture();
  }

  private CompletionStage<List<Marks.Marked>> mark(List<Marks.Item> items) {
    return post(Marks.PATH, new Marks.Request(items), MediaType.APPLICATION_JSON)
        .map(bytes -> read(bytes, Marks.Answer.class).items())
        .toFuture();
  }

  private CompletionStage<List<List<Envelope>>> replay(List<Replay.Range> ranges) {
    return post(Replay.PATH, new Replay.Request(ranges), MediaType.APPLICATION_OCTET_STREAM)
        .map(bytes -> byRange(ranges, Replay.decode(ByteBuffer.wrap(bytes))))
        .toFuture();
  }

  /// A conversation may be in it twice: a feed that nobody follows any more may still be asking
  /// when there is a new one. Each gets all that is known after its position, in order and once.
  static List<List<Envelope>> byRange(List<Replay.Range> ranges, List<Replay.Entry> entries) {
    Map<ConversationId, NavigableMap<Long, Envelope>> byConversation = new HashMap<>();
    for (Replay.Entry entry : entries) {
      byConversation
          .computeIfAbsent(entry.conversation(), id -> new TreeMap<>())
          .put(entry.envelope().seq(), entry.envelope());
    }
    return ranges.stream()
        .map(
            range ->
                List.copyOf(
                    byConversation
                        .getOrDefault(range.conversationId(), Collections.emptyNavigableMap())
                        .tailMap(range.after(), false)
                        .values()))
        .toList();
  }

  private CompletionStage<List<Boolean>> delivered(List<DeliveredReport.Item> items) {
    return post(
            DeliveredReport.PATH, new DeliveredReport.Request(items), MediaType.APPLICATION_JSON)
        .map(done -> Collections.nCopies(items.size(), Boolean.TRUE))
        .delayElement(REPORT_PAUSE)
        .toFuture();
  }

  private Mono<byte[]> post(String path, Object body, String accepted) {
    return send(http, request(path, body, accepted));
  }

  private Supplier<HttpRequest<?>> request(String path, Object body, String accepted) {
    try {
      byte[] bytes = json.writeValueAsBytes(body);
      return () ->
          HttpRequest.POST(path, bytes)
              .contentType(MediaType.APPLICATION_JSON_TYPE)
              .header("Accept", accepted)
              .header(ServiceCredential.HEADER, credential.credential());
    } catch (IOException e) {
      throw new UncheckedIOException("a request of our own can't be written", e);
    }
  }

  /// Each of these may be made twice, so a call that failed is simply made again; the next try
  /// goes to the next api. Each has a request of its own: the client writes the address of the
  /// api that it has chosen into the one it is given, and would ask that one again, alive or not.
  private static Mono<byte[]> send(HttpClient http, Supplier<HttpRequest<?>> request) {
    return Mono.defer(() -> Mono.from(http.exchange(request.get(), byte[].class)))
        // An answer without a body is one: a replay of nothing.
        .map(response -> response.getBody().orElseGet(() -> new byte[0]))
        .retryWhen(Retry.backoff(3, Duration.ofMillis(50)).jitter(0.5));
  }

  private <T> T read(byte[] bytes, Class<T> type) {
    try {
      T answer = json.readValue(bytes, type);
      if (answer == null) {
        throw new IllegalStateException("an empty answer of the api");
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException("an answer of the api can't be read", e);
    }
  }
}
