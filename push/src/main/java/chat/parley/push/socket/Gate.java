package chat.parley.push.socket;

import chat.parley.push.feed.Feeds;
import chat.parley.push.gateway.ApiClient;
import chat.parley.push.ticket.Tickets;
import chat.parley.shared.auth.AccessToken;
import chat.parley.shared.auth.AccessTokenVerifier;
import chat.parley.shared.auth.Verification;
import chat.parley.shared.gateway.Opening;
import chat.parley.shared.id.ConversationId;
import chat.parley.shared.problem.ErrorCode;
import io.micronaut.scheduling.TaskExecutors;
import io.netty.channel.Channel;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Decides whether a socket may open, and with what it starts. The order leaves no gap: the
/// user's channel is subscribed before the snapshot is taken, so a conversation joined in between
/// is heard of on the channel.
@Singleton
final class Gate {
  private static final long LONGEST_SECONDS = 10;

  private final AccessTokenVerifier verifier;
  private final Tickets tickets;
  private final ApiClient api;
  private final Feeds feeds;
  private final SocketContext context;
  private final ExecutorService blocking;

  Gate(
      AccessTokenVerifier verifier,
      Tickets tickets,
      ApiClient api,
      Feeds feeds,
      SocketContext context,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.verifier = verifier;
    this.tickets = tickets;
    this.api = api;
    this.feeds = feeds;
    this.context = context;
    this.blocking = blocking;
  }

  /// Answers on the channel's event loop and never fails.
  CompletionStage<Decision> decide(
      Channel channel, Wire wire, Credential credential, OpeningRequest.Options options) {
    return verify(credential)
        .thenComposeAsync(
            verification ->
                switch (verification) {
                  case Verification.Valid valid -> open(channel, wire, valid.token(), options);
                  case Verification.Expired expired ->
                      refused(ErrorCode.TOKEN_EXPIRED, "The access token has expired.");
                  case Verification.Invalid invalid ->
                      refused(
                          ErrorCode.UNAUTHENTICATED, "The ticket or access token is not valid.");
                  case Verification.Unverifiable unverifiable ->
                      refused(
                          ErrorCode.DEPENDENCY_UNAVAILABLE, "This can't be checked now; retry.");
                },
            channel.eventLoop());
  }

  /// Checking a token may fetch keys, so it happens elsewhere.
  private CompletionStage<Verification> verify(Credential credential) {
    return switch (credential) {
      case Credential.Ticket ticket -> tickets.take(ticket.value());
      case Credential.Token token ->
          CompletableFuture.supplyAsync(() -> verifier.verify(token.value()), blocking);
    };
  }

  private CompletionStage<Decision> open(
      Channel channel, Wire wire, AccessToken token, OpeningRequest.Options options) {
    ClientSocket socket = new ClientSocket(channel, wire, token, options, context);
    CompletableFuture<Void> subscribed = new CompletableFuture<>();
    feeds.attach(token.user(), socket, () -> subscribed.complete(null));
    return subscribed
        .thenCompose(done -> api.open(new Opening.Item(token.user(), token.session())))
        .thenCompose(snapshot -> subscribed(snapshot, options))
        .toCompletableFuture()
        .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .handleAsync(
            (snapshot, failure) ->
                failure == null
                    ? decide(socket, options, snapshot)
                    : new Decision.Refused(
                        ErrorCode.DEPENDENCY_UNAVAILABLE, "The api does not answer; retry."),
            channel.eventLoop())
        .thenApply(
            decision -> {
              if (decision instanceof Decision.Refused) {
                socket.release();
              }
              return decision;
            });
  }

  /// State that changes after the hello must reach the socket: a client asks by REST how things
  /// are, and hears from then on what changes.
  private CompletionStage<Opening.Snapshot> subscribed(
      Opening.Snapshot snapshot, OpeningRequest.Options options) {
    return CompletableFuture.allOf(
            snapshot.conversations().stream()
                .filter(each -> options.wants(each.id()))
                .map(this::subscribed)
                .toArray(CompletableFuture[]::new))
        .thenApply(done -> snapshot);
  }

  private CompletableFuture<Void> subscribed(Opening.Position position) {
    CompletableFuture<Void> certain = new CompletableFuture<>();
    feeds.prepare(position.id(), position.seq(), () -> certain.complete(null));
    return certain;
  }

  private static Decision decide(
      ClientSocket socket, OpeningRequest.Options options, Opening.Snapshot snapshot) {
    if (snapshot.refusal() != null) {
      ErrorCode code = ErrorCode.of(snapshot.refusal()).orElse(ErrorCode.UNAUTHENTICATED);
      return new Decision.Refused(code, code.title() + ".");
    }
    Set<ConversationId> own =
        snapshot.conversations().stream()
            .map(position -> position.id())
            .collect(Collectors.toUnmodifiableSet());
    Optional<ConversationId> foreign =
        options.conversations().stream().filter(id -> !own.contains(id)).findAny();
    return foreign.isPresent()
        ? new Decision.Refused(ErrorCode.FORBIDDEN, "You are not in " + foreign.get() + ".")
        : new Decision.Admitted(socket, snapshot);
  }

  private static CompletionStage<Decision> refused(ErrorCode code, String detail) {
    return CompletableFuture.completedStage(new Decision.Refused(code, detail));
  }

  /// What came of asking.
  sealed interface Decision {
    record Admitted(ClientSocket socket, Opening.Snapshot snapshot) implements Decision {}

    record Refused(ErrorCode code, String detail) implements Decision {}
  }
}
