package chat.parley.api.mail;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.email.Email;
import io.micronaut.email.EmailException;
import io.micronaut.email.TransactionalEmailSender;
import io.micronaut.email.javamail.sender.SessionProvider;
import jakarta.inject.Singleton;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Gives mails to an SMTP server. There from the start, so that what is missing is missed then.
@Context
@Requires(property = "parley.mail.smtp.host")
@Requires(property = "parley.mail.keep", notEquals = "true")
class SmtpCarrier implements Carrier {
  private final TransactionalEmailSender<Message, Void> sender;
  private final String from;

  SmtpCarrier(TransactionalEmailSender<Message, Void> sender, MailSettings settings) {
    if (settings.from() == null || settings.linkBase() == null) {
      throw new ConfigurationException(
          "with parley.mail.smtp.host, parley.mail.from and parley.mail.link-base must be set");
    }
    this.sender = sender;
    this.from = Objects.requireNonNull(settings.from());
  }

  @Override
  public Taken carry(Letter letter) {
    Email.Builder email =
        Email.builder().from(from).to(letter.to()).subject(letter.subject()).body(letter.text());
    try {
      // Answered by no holiday notice (RFC 3834).
      sender.send(email.build(), message -> mark(message));
      return Taken.TAKEN;
    } catch (EmailException e) {
      if (isForNobody(e.getCause())) {
        return Taken.REFUSED;
      }
      throw e;
    }
  }

  private static void mark(Message message) {
    try {
      message.setHeader("Auto-Submitted", "auto-generated");
    } catch (MessagingException e) {
      throw new EmailException(e);
    }
  }

  private static boolean isForNobody(@Nullable Throwable cause) {
    return cause instanceof AddressException
        || (cause instanceof SendFailedException failed
            && failed.getInvalidAddresses() != null
            && failed.getInvalidAddresses().length > 0);
  }

  /// How the library comes by its connection.
  @Singleton
  @Requires(property = "parley.mail.smtp.host")
  static class Sessions implements SessionProvider {
    private final Session session;

    Sessions(SmtpSettings settings) {
      session = Session.getInstance(settings.properties(), authenticator(settings));
    }

    private static @Nullable Authenticator authenticator(SmtpSettings settings) {
      String username = settings.username();
      if (username == null) {
        return null;
      }
      return new Authenticator() {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
          return new PasswordAuthentication(username, settings.password());
        }
      };
    }

    @Override
    public Session session() {
      return session;
    }
  }
}
