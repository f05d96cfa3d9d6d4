package chat.parley.api.mail;

import chat.parley.shared.redis.RedisConnection;
import chat.parley.shared.redis.RedisSettings;
import io.micronaut.context.annotation.Requires;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// For development: mails stay here. In a list on Redis, so that each of several apis shows all
/// of them; the last 200.
@Singleton
@Requires(property = "parley.mail.keep", value = "true")
class KeptMail implements Carrier {
  private static final String KEY = "parley:dev:mail";
  private static final int MOST = 200;

  private final RedisConnection redis;
  private final RedisSettings settings;
  private final JsonMapper json;
  private final Clock clock;

  KeptMail(RedisConnection redis, RedisSettings settings, JsonMapper json, Clock clock) {
    this.redis = redis;
    this.settings = settings;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public Taken carry(Letter letter) {
    try {
      byte[] item =
          json.writeValueAsBytes(
              new Item(
                  letter.to(),
                  letter.subject(),
                  letter.text(),
                  letter.links(),
                  clock.instant().truncatedTo(ChronoUnit.MICROS)));
      await(
          redis
              .get()
              .thenCompose(
                  connection -> {
                    connection.async().lpush(KEY, item);
                    return connection.async().ltrim(KEY, 0, MOST - 1);
                  }));
      return Taken.TAKEN;
    } catch (IOException e) {
      throw new UncheckedIOException("a mail of our own can't be written", e);
    }
  }

  /// The newest first.
  List<Item> items() {
    List<byte[]> kept =
        await(redis.get().thenCompose(connection -> connection.async().lrange(KEY, 0, -1)));
    List<Item> items = new ArrayList<>();
    for (byte[] each : kept) {
      try {
        items.add(json.readValue(each, Item.class));
      } catch (IOException e) {
        throw new UncheckedIOException("a kept mail can't be read", e);
      }
    }
    return items;
  }

  private <T> T await(CompletionStage<T> answer) {
    try {
      return answer
          .toCompletableFuture()
          .get(settings.commandTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new RedisAwayException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisAwayException(e);
    }
  }

  /// @param links the links in the text
  @Serdeable
  record Item(String to, String subject, String text, List<String> links, Instant at) {
    Item {
      links = List.copyOf(links);
    }

    /// Without what may hold a token.
    @Override
    public String toString() {
      return "Item[subject=" + subject + "]";
    }
  }

  /// The mail stays in the outbox, and the page says 503.
  static final class RedisAwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RedisAwayException(Exception cause) {
      super("Redis doesn't answer", cause);
    }
  }
}
