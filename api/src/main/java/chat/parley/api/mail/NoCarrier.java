package chat.parley.api.mail;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where no mail server is configured. Nobody is told who asks: the answer would depend on it
/// whether an address is known.
@Singleton
@Requires(missingProperty = "parley.mail.smtp.host")
@Requires(property = "parley.mail.keep", notEquals = "true")
class NoCarrier implements Carrier, ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(NoCarrier.class);

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    LOG.warn(
        "parley.mail.smtp.host is not set: nobody gets mail, so nobody can reset a password or"
            + " confirm an address");
  }

  @Override
  public Taken carry(Letter letter) {
    return Taken.DROPPED;
  }
}
