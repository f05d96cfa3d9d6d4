package chat.parley.api.mail;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one promised mail after the other. An api that dies after the mail server took a mail
/// and before that is written down leaves it to be sent again: with a new token, for the old one
/// is nowhere.
///
/// Any number of apis may do it at once, for each claims what it sends.
@Singleton
class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /// Longer than an SMTP server may take for all of its answers.
  private static final Duration LEASE = Duration.ofMinutes(3);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final MailOutboxRepository outbox;
  private final Map<String, Letters> letters;
  private final Carrier carrier;
  private final MailSettings settings;
  private final Clock clock;
  private final MeterRegistry meters;

  /// Whether the last one failed: an outage is two lines in the log. The loop's own.
  private boolean isInTrouble;

  Delivery(
      MailOutboxRepository outbox,
      List<Letters> letters,
      Carrier carrier,
      MailSettings settings,
      Clock clock,
      MeterRegistry meters) {
    this.outbox = outbox;
    this.letters = letters.stream().collect(Collectors.toMap(Letters::kind, Function.identity()));
    this.carrier = carrier;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
  }

  /// @return whether to go on at once
  boolean next() {
    Optional<MailOutboxRepository.Order> claimed = outbox.claim(letters.keySet(), LEASE);
    if (claimed.isEmpty()) {
      return false;
    }
    MailOutboxRepository.Order order = claimed.get();
    Optional<Letter> letter =
        Objects.requireNonNull(letters.get(order.kind())).write(order.email());
    if (letter.isEmpty()) {
      outbox.done(order);
      count(order, "obsolete");
      return true;
    }
    return carried(order, letter.get());
  }

  private boolean carried(MailOutboxRepository.Order order, Letter letter) {
    try {
      Carrier.Taken taken = carrier.carry(letter);
      outbox.done(order);
      count(order, taken.name().toLowerCase(Locale.ROOT));
      if (isInTrouble) {
        LOG.info("mail goes out again");
        isInTrouble = false;
      }
      return true;
    } catch (RuntimeException e) {
      failed(order, e);
      return false;
    }
  }

  private void failed(MailOutboxRepository.Order order, RuntimeException failure) {
    if (!isInTrouble) {
      LOG.warn("mail waits: {}", reason(failure));
      isInTrouble = true;
    }
    if (order.createdAt().plus(settings.giveUpAfter()).isBefore(clock.instant())) {
      outbox.done(order);
      count(order, "given_up");
    } else {
      outbox.postpone(order, pause(order.attempts()));
      count(order, "failed");
    }
  }

  private Duration pause(int attempts) {
    Duration pause = settings.retryAfter().multipliedBy(1L << Math.min(attempts - 1, 20));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /// The kind of failure without its text, in which a server may quote an address.
  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName();
  }

  private void count(MailOutboxRepository.Order order, String outcome) {
    meters.counter("parley.mail", "kind", order.kind(), "outcome", outcome).increment();
  }
}
