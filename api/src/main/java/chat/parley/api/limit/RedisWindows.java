package chat.parley.api.limit;

import chat.parley.api.limit.Verdict.Standing;
import chat.parley.shared.redis.Link;
import chat.parley.shared.redis.RedisConnection;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/// The windows of all apis together: one script, one round trip; in a cluster one script for each
/// window, at the same time.
final class RedisWindows {
  private static final byte[] SCRIPT = script();

  private final RedisConnection connection;
  private final Map<Limit, List<Quota>> quotas;

  RedisWindows(RedisConnection connection, Map<Limit, List<Quota>> quotas) {
    this.connection = connection;
    this.quotas = quotas;
  }

  private static byte[] script() {
    try (InputStream file =
        Objects.requireNonNull(RedisWindows.class.getResourceAsStream("reserve.lua"))) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All of the charges or none. Never blocks.
  CompletableFuture<Verdict> reserve(String reservation, List<Charge> charges) {
    return connection
        .get()
        .thenCompose(
            redis ->
                charges.size() == 1 || redis.isOneServer()
                    ? together(redis, reservation, charges)
                    : oneByOne(redis, reservation, charges));
  }

  private CompletionStage<Verdict> together(
      Link<byte[]> redis, String reservation, List<Charge> charges) {
    String[] keys = charges.stream().map(Charge::key).toArray(String[]::new);
    return run(redis, keys, arguments(reservation, charges))
        .thenApply(answer -> verdict(answer, charges));
  }

  /// In a cluster, where the windows lie on several servers: at the same time, and what was
  /// reserved is given back when something else was refused. For that moment somebody else may
  /// find less room than there is; nobody ever finds more.
  private CompletionStage<Verdict> oneByOne(
      Link<byte[]> redis, String reservation, List<Charge> charges) {
    List<CompletableFuture<Verdict>> parts =
        charges.stream()
            .map(charge -> together(redis, reservation, List.of(charge)).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .whenComplete(
            (done, failure) -> {
              if (failure != null || parts.stream().anyMatch(part -> !part.join().admitted())) {
                giveBack(reservation, charges);
              }
            })
        .thenApply(
            done -> Parts.joined(charges, parts.stream().map(CompletableFuture::join).toList()));
  }

  private static CompletionStage<List<Long>> run(
      Link<byte[]> redis, String[] keys, byte[][] arguments) {
    RedisClusterAsyncCommands<String, byte[]> commands = redis.async();
    CompletionStage<List<Long>> known =
        commands.evalsha(commands.digest(SCRIPT), ScriptOutputType.MULTI, keys, arguments);
    // Only a Redis that has just started doesn't know it.
    return known.exceptionallyCompose(
        failure ->
            cause(failure) instanceof RedisNoScriptException
                ? commands.eval(SCRIPT, ScriptOutputType.MULTI, keys, arguments)
                : CompletableFuture.failedStage(failure));
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private byte[][] arguments(String reservation, List<Charge> charges) {
    List<String> arguments = new ArrayList<>(List.of(reservation));
    for (Charge charge : charges) {
      arguments.add(Integer.toString(charge.cost()));
      arguments.add(Integer.toString(quotasOf(charge).size()));
      for (Quota quota : quotasOf(charge)) {
        arguments.add(Integer.toString(quota.count()));
        arguments.add(Long.toString(quota.span().toNanos() / 1_000));
      }
    }
    return arguments.stream().map(RedisWindows::bytes).toArray(byte[][]::new);
  }

  private Verdict verdict(List<Long> answer, List<Charge> charges) {
    Iterator<Long> numbers = answer.iterator();
    Duration retry = micros(numbers.next());
    List<Standing> standings = new ArrayList<>();
    for (Charge charge : charges) {
      for (Quota quota : quotasOf(charge)) {
        standings.add(new Standing(charge.limit(), quota, numbers.next(), micros(numbers.next())));
      }
    }
    return new Verdict(retry.isZero(), retry, standings);
  }

  /// Sent before whatever this api sends next; nobody waits for it. Lost, it costs somebody one
  /// action for the length of a window.
  void giveBack(String reservation, List<Charge> charges) {
    connection
        .existing()
        .thenAccept(
            redis ->
                charges.forEach(
                    charge ->
                        redis
                            .async()
                            .zrem(
                                charge.key(),
                                IntStream.rangeClosed(1, charge.cost())
                                    .mapToObj(i -> bytes(reservation + ":" + i))
                                    .toArray(byte[][]::new))));
  }

  private List<Quota> quotasOf(Charge charge) {
    return quotas.getOrDefault(charge.limit(), List.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1_000);
  }
}
