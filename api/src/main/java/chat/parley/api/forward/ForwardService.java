package chat.parley.api.forward;

import chat.parley.api.filter.BlockedPatterns;
import chat.parley.api.limit.Admission;
import chat.parley.api.limit.Charge;
import chat.parley.api.limit.Limit;
import chat.parley.api.limit.RateLimits;
import chat.parley.api.media.Attachments;
import chat.parley.api.message.SendResult;
import chat.parley.api.outbox.DurableEvents;
import chat.parley.api.outbox.Publication;
import chat.parley.api.outbox.Publisher;
import chat.parley.api.receipt.Reading;
import chat.parley.api.receipt.ReceiptNews;
import chat.parley.shared.event.Message;
import chat.parley.shared.event.MessageCreated;
import chat.parley.shared.id.IdGenerator;
import chat.parley.shared.id.MediaId;
import chat.parley.shared.id.MessageId;
import chat.parley.shared.id.UserId;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Forwards messages: to all the conversations or to none.
@Singleton
class ForwardService {
  private final ForwardRepository forwards;
  private final TransactionOperations<Connection> transactions;
  private final BlockedPatterns blocked;
  private final RateLimits limits;
  private final DurableEvents events;
  private final Publisher publisher;
  private final ReceiptNews receipts;
  private final IdGenerator ids;

  ForwardService(
      ForwardRepository forwards,
      TransactionOperations<Connection> transactions,
      BlockedPatterns blocked,
      RateLimits limits,
      DurableEvents events,
      Publisher publisher,
      ReceiptNews receipts,
      IdGenerator ids) {
    this.forwards = forwards;
    this.transactions = transactions;
    this.blocked = blocked;
    this.limits = limits;
    this.events = events;
    this.publisher = publisher;
    this.receipts = receipts;
    this.ids = ids;
  }

  /// Counts once per conversation.
  ForwardResult forward(Forward forward) {
    Admission admission =
        limits.admit(Charge.of(Limit.MESSAGES, forward.actor()).times(forward.targets().size()));
    return admission.isRefused()
        ? new ForwardResult.Refused(new SendResult.RateLimited())
        : admission.charge(
            () -> carriedOut(forward), result -> result instanceof ForwardResult.Forwarded);
  }

  private ForwardResult carriedOut(Forward forward) {
    Written written = transactions.executeWrite(status -> written(forward));
    publisher.publish(written.publications());
    written.readings().forEach(reading -> receipts.read(forward.actor(), reading));
    return written.result();
  }

  private Written written(Forward forward) {
    forwards.lock(forward);
    ForwardResult refused = refused(forwards.rule(forward));
    if (refused != null) {
      return new Written(refused, List.of(), List.of());
    }
    List<MessageId> messages = forward.targets().stream().map(target -> ids.message()).toList();
    List<MediaId> media =
        Stream.generate(ids::media).limit((long) messages.size() * Attachments.MOST).toList();
    List<ForwardRepository.Placed> places = forwards.write(forward, messages, media);
    List<ForwardRepository.Copy> copies = forwards.read(forward, messages);
    List<Publication> publications = new ArrayList<>();
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < copies.size(); i++) {
      Message message = copies.get(i).forEverybody();
      ForwardRepository.Placed place = places.get(i);
      publications.add(events.publication(place.outbox(), created(message, forward.actor())));
      if (place.hasRead()) {
        readings.add(Reading.bySending(message, place.participants()));
      }
    }
    return new Written(
        new ForwardResult.Forwarded(copies.stream().map(ForwardRepository.Copy::message).toList()),
        publications,
        readings);
  }

  private @Nullable ForwardResult refused(Optional<ForwardRepository.Ruling> found) {
    if (found.isEmpty()) {
      return new ForwardResult.Unknown();
    }
    ForwardRepository.Ruling ruling = found.get();
    if (ruling.isClosed()) {
      return new ForwardResult.Closed();
    }
    if (ruling.refusal() != null) {
      return new ForwardResult.Refused(ruling.refusal());
    }
    return blocked.match(ruling.content())
        ? new ForwardResult.Refused(new SendResult.Rejected())
        : null;
  }

  private static MessageCreated created(Message message, UserId actor) {
    return new MessageCreated(
        message.conversationId(), message.seq(), message.createdAt(), actor, message);
  }

  private record Written(
      ForwardResult result, List<Publication> publications, List<Reading> readings) {}
}
