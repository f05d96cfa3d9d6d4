package chat.parley.push;

import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.event.PersonalEvent.SessionRevoked;
import chat.parley.shared.gateway.DeliveredReport;
import chat.parley.shared.gateway.Marks;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.gateway.PresenceReport;
import chat.parley.shared.gateway.Recheck;
import chat.parley.shared.gateway.Replay;
import chat.parley.shared.gateway.ServiceCredential;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.SessionId;
import chat.parley.shared.id.UserId;
import chat.parley.shared.redis.Envelope;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Stands in for the api: signs tokens, knows who is in what, and keeps a log in memory. Its
/// public interface is a [FakeRest].
final class FakeApi implements AutoCloseable {
  static final String CREDENTIAL = "a service credential of these tests only";

  private final IdGenerator ids = new IdGenerator();
  private final ECKey key;
  private final JsonMapper json = JsonMapper.createDefault();
  private final Map<UserId, Map<ConversationId, Long>> memberships = new ConcurrentHashMap<>();
  private final Map<ConversationId, List<Envelope>> log = new ConcurrentHashMap<>();
  private final Map<UserId, Map<ConversationId, Opening.Departure>> departures =
      new ConcurrentHashMap<>();
  private final Map<ConversationId, Long> forgotten = new ConcurrentHashMap<>();
  private final AtomicLong transactions = new AtomicLong();
  private final Map<ConversationId, List<Long>> transactionsOf = new ConcurrentHashMap<>();
  private final Set<SessionId> revoked = ConcurrentHashMap.newKeySet();
  private final List<Runnable> afterNextSnapshot = new CopyOnWriteArrayList<>();
  private final List<Runnable> duringNextReplay = new CopyOnWriteArrayList<>();

  final FakeRest rest = new FakeRest();

  /// Counted when the answer is made up: what is committed after that is not in it.
  final AtomicInteger replayCalls = new AtomicInteger();

  /// All reports of deliveries, in the order in which they came.
  final List<DeliveredReport.Item> delivered = new CopyOnWriteArrayList<>();

  /// How many reports of deliveries were refused.
  final AtomicInteger refusedReports = new AtomicInteger();

  private volatile boolean refusesReports;
  private final AtomicInteger ignored = new AtomicInteger();

  /// How often it was asked which sessions have ended.
  final AtomicInteger rechecks = new AtomicInteger();

  /// Who came and went, as the rows of the real one would have changed.
  final List<PresenceReport.Change> presence = new CopyOnWriteArrayList<>();

  private final Set<UserId> onlineUsers = ConcurrentHashMap.newKeySet();

  /// What was taken of nodes, also where it changed nothing.
  final List<PresenceReport.Change> reported = new CopyOnWriteArrayList<>();

  private final AtomicReference<Runnable> beforeNextReport = new AtomicReference<>(() -> {});

  /// While true, reports of presence are refused.
  volatile boolean isAway;

  private HttpServer server;

  FakeApi() {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID("fake").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    server = start(0);
  }

  private HttpServer start(int port) {
    HttpServer started;
    try {
      started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.createContext("/.well-known/jwks.json", this::keys);
    started.createContext(Opening.PATH, this::open);
    started.createContext(Replay.PATH, this::replay);
    started.createContext(Marks.PATH, this::marks);
    started.createContext(Recheck.PATH, this::recheck);
    started.createContext(DeliveredReport.PATH, this::delivered);
    started.createContext(PresenceReport.PATH, this::report);
    started.createContext(PresenceReport.ONLINE_PATH, this::online);
    started.createContext("/v1/", rest);
    started.start();
    return started;
  }

  /// Nobody answers until it is back.
  void away() {
    server.stop(0);
  }

  /// At the same address.
  void back() {
    server = start(server.getAddress().getPort());
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int port() {
    return server.getAddress().getPort();
  }

  UserId newUser() {
    UserId user = ids.user();
    memberships.put(user, new ConcurrentHashMap<>());
    return user;
  }

  ConversationId newConversation(UserId... members) {
    ConversationId conversation = ids.conversation();
    log.put(conversation, new ArrayList<>());
    for (UserId member : members) {
      join(conversation, member);
    }
    return conversation;
  }

  /// The membership begins at the conversation's present position.
  void join(ConversationId conversation, UserId member) {
    Objects.requireNonNull(memberships.get(member)).put(conversation, position(conversation));
    departures.getOrDefault(member, new ConcurrentHashMap<>()).remove(conversation);
  }

  private long position(ConversationId conversation) {
    List<Envelope> events = Objects.requireNonNull(log.get(conversation));
    synchronized (events) {
      return events.size();
    }
  }

  /// The log keeps only what comes after this.
  void forget(ConversationId conversation, long upTo) {
    forgotten.put(conversation, upTo);
  }

  SessionId newSession() {
    return ids.session();
  }

  void revoke(SessionId session) {
    revoked.add(session);
  }

  String token(UserId user) {
    return token(user, newSession(), Duration.ofMinutes(15));
  }

  String token(UserId user, SessionId session, Duration life) {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(AccessToken.TYPE))
                .keyID(key.getKeyID())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(AccessToken.ISSUER)
                .subject(user.toString())
                .claim(AccessToken.SESSION_CLAIM, session.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .build());
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /// Commits an event.
  Envelope append(ConversationId conversation) {
    return append(conversation, "");
  }

  Envelope append(ConversationId conversation, String content) {
    List<Envelope> events = Objects.requireNonNull(log.get(conversation));
    synchronized (events) {
      long seq = events.size() + 1L;
      Envelope event = Envelope.durable(seq, Instant.now(), event(conversation, seq, content));
      transactionsOf
          .computeIfAbsent(conversation, id -> new CopyOnWriteArrayList<>())
          .add(transactions.incrementAndGet());
      events.add(event);
      return event;
    }
  }

  /// Commits the event that ends a membership.
  Envelope remove(ConversationId conversation, UserId member) {
    List<Envelope> events = Objects.requireNonNull(log.get(conversation));
    synchronized (events) {
      long seq = events.size() + 1L;
      Envelope event =
          Envelope.removed(seq, member, event("participant.removed", conversation, seq));
      events.add(event);
      leave(conversation, member, seq);
      return event;
    }
  }

  /// Commits the event that ends a conversation.
  Envelope delete(ConversationId conversation) {
    List<Envelope> events = Objects.requireNonNull(log.get(conversation));
    synchronized (events) {
      long seq = events.size() + 1L;
      Envelope event =
          Envelope.closed(seq, Instant.now(), event("conversation.deleted", conversation, seq));
      events.add(event);
      memberships.keySet().forEach(member -> leave(conversation, member, seq));
      return event;
    }
  }

  private void leave(ConversationId conversation, UserId member, long seq) {
    Long joined = Objects.requireNonNull(memberships.get(member)).remove(conversation);
    if (joined != null) {
      departures
          .computeIfAbsent(member, id -> new ConcurrentHashMap<>())
          .put(conversation, new Opening.Departure(conversation, joined, seq));
    }
  }

  /// Runs once, when the next snapshot has been taken and not been answered yet.
  void afterNextSnapshot(Runnable task) {
    afterNextSnapshot.add(task);
  }

  /// Runs once, when the next report of presence has come and not been taken yet.
  void beforeNextReport(Runnable task) {
    beforeNextReport.set(task);
  }

  /// Runs once, when the next replay has been read from the log and not been answered yet.
  void duringNextReplay(Runnable task) {
    duringNextReplay.add(task);
  }

  private static byte[] event(ConversationId conversation, long seq, String content) {
    return """
        {"type":"message.created","conversation_id":"%s","seq":%d,"data":{"content":"%s"}}"""
        .formatted(conversation, seq, content)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] event(String type, ConversationId conversation, long seq) {
    return "{\"type\":\"%s\",\"conversation_id\":\"%s\",\"seq\":%d,\"data\":{}}"
        .formatted(type, conversation, seq)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void keys(HttpExchange exchange) throws IOException {
    answer(exchange, new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8));
  }

  private void open(HttpExchange exchange) throws IOException {
    Opening.Request request = read(exchange, Opening.Request.class);
    byte[] snapshots =
        json.writeValueAsBytes(
            new Opening.Answer(request.items().stream().map(this::snapshot).toList()));
    List<Runnable> meanwhile = List.copyOf(afterNextSnapshot);
    afterNextSnapshot.clear();
    meanwhile.forEach(Runnable::run);
    answer(exchange, snapshots);
  }

  private Opening.Snapshot snapshot(Opening.Item item) {
    Map<ConversationId, Long> conversations = memberships.get(item.userId());
    if (conversations == null || revoked.contains(item.sessionId())) {
      return Opening.Snapshot.refused("session_revoked");
    }
    return new Opening.Snapshot(
        null,
        JsonNode.createObjectNode(
            Map.of("id", JsonNode.createStringNode(item.userId().toString()))),
        conversations.entrySet().stream()
            .map(
                each ->
                    new Opening.Position(
                        each.getKey(), position(each.getKey()), 0, each.getValue()))
            .toList(),
        List.copyOf(departures.getOrDefault(item.userId(), Map.of()).values()),
        "x" + (transactions.get() + 1));
  }

  /// The next so many questions for ended sessions are never answered.
  void ignoreRechecks(int count) {
    ignored.set(count);
  }

  private void recheck(HttpExchange exchange) throws IOException {
    rechecks.incrementAndGet();
    if (ignored.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return;
    }
    read(exchange, Recheck.Request.class);
    List<Recheck.Ended> ended =
        revoked.stream()
            .map(session -> new Recheck.Ended(session, SessionRevoked.Reason.LOGOUT))
            .toList();
    answer(exchange, json.writeValueAsBytes(new Recheck.Answer(ended)));
  }

  /// A transaction for each event, and one event in each.
  private void marks(HttpExchange exchange) throws IOException {
    Marks.Request request = read(exchange, Marks.Request.class);
    String mark = "x" + (transactions.get() + 1);
    List<Marks.Marked> marked =
        request.items().stream()
            .map(item -> new Marks.Marked(mark, positions(item.userId(), item.after())))
            .toList();
    answer(exchange, json.writeValueAsBytes(new Marks.Answer(marked)));
  }

  private List<Marks.Position> positions(UserId user, @Nullable String after) {
    return Objects.requireNonNull(memberships.get(user)).keySet().stream()
        .map(id -> new Marks.Position(id, position(id), false, from(id, after)))
        .toList();
  }

  private @Nullable Long from(ConversationId conversation, @Nullable String after) {
    if (after == null) {
      return null;
    }
    if (!after.matches("x[0-9]+")) {
      return -1L;
    }
    List<Long> numbers = transactionsOf.getOrDefault(conversation, List.of());
    return numbers.stream().takeWhile(number -> number < markOf(after)).count();
  }

  long markOf(String mark) {
    return Long.parseLong(mark.substring(1));
  }

  /// Whether reports of deliveries are lost.
  void refuseReports(boolean refuses) {
    refusesReports = refuses;
  }

  private void delivered(HttpExchange exchange) throws IOException {
    DeliveredReport.Request request = read(exchange, DeliveredReport.Request.class);
    try (exchange) {
      if (refusesReports) {
        refusedReports.incrementAndGet();
        exchange.sendResponseHeaders(503, -1);
      } else {
        delivered.addAll(request.items());
        exchange.sendResponseHeaders(204, -1);
      }
    }
  }

  private void replay(HttpExchange exchange) throws IOException {
    Replay.Request request = read(exchange, Replay.Request.class);
    List<Replay.Entry> entries = new ArrayList<>();
    for (Replay.Range range : request.ranges()) {
      List<Envelope> events = Objects.requireNonNull(log.get(range.conversationId()));
      synchronized (events) {
        long after = Math.max(range.after(), forgotten.getOrDefault(range.conversationId(), 0L));
        for (long seq = after + 1; seq <= Math.min(events.size(), after + range.limit()); seq++) {
          entries.add(new Replay.Entry(range.conversationId(), events.get((int) seq - 1)));
        }
      }
    }
    List<Runnable> meanwhile = List.copyOf(duringNextReplay);
    duringNextReplay.clear();
    meanwhile.forEach(Runnable::run);
    replayCalls.incrementAndGet();
    answer(exchange, Replay.encode(entries));
  }

  private void report(HttpExchange exchange) throws IOException {
    PresenceReport.Request request = read(exchange, PresenceReport.Request.class);
    if (isAway) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    Runnable meanwhile = beforeNextReport.getAndSet(() -> {});
    meanwhile.run();
    request.changes().forEach(change -> report(change.userId(), change.online()));
    reported.addAll(request.changes());
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  /// As if it had been reported by some node.
  synchronized void report(UserId user, boolean online) {
    if (online ? onlineUsers.add(user) : onlineUsers.remove(user)) {
      presence.add(new PresenceReport.Change(user, online));
    }
  }

  boolean isOnline(UserId user) {
    return onlineUsers.contains(user);
  }

  /// How often the user came and went so far.
  List<Boolean> changesOf(UserId user) {
    return presence.stream()
        .filter(change -> change.userId().equals(user))
        .map(PresenceReport.Change::online)
        .toList();
  }

  private void online(HttpExchange exchange) throws IOException {
    UserId after = read(exchange, PresenceReport.OnlineRequest.class).after();
    List<UserId> page =
        onlineUsers.stream()
            .sorted(Comparator.comparing(UserId::toString))
            .filter(user -> after == null || user.toString().compareTo(after.toString()) > 0)
            .limit(PresenceReport.LIMIT)
            .toList();
    answer(exchange, json.writeValueAsBytes(new PresenceReport.OnlineAnswer(page)));
  }

  private <T> T read(HttpExchange exchange, Class<T> type) throws IOException {
    if (!CREDENTIAL.equals(exchange.getRequestHeaders().getFirst(ServiceCredential.HEADER))) {
      exchange.sendResponseHeaders(401, -1);
      throw new IOException("without the service credential");
    }
    return Objects.requireNonNull(json.readValue(exchange.getRequestBody().readAllBytes(), type));
  }

  private static void answer(HttpExchange exchange, byte[] body) {
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
