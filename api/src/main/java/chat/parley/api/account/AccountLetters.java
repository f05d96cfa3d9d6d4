package chat.parley.api.account;

import chat.parley.api.mail.Letter;
import chat.parley.api.mail.Letters;
import chat.parley.api.mail.MailSettings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The mails that prove that somebody reads an address. Each makes its token when it goes: it
/// lies nowhere but in the mail.
@Factory
class AccountLetters {
  static final String VERIFY = "verify";
  static final String RESET = "reset";

  private final MailTokenRepository tokens;
  private final MailTokenSettings lives;
  private final MailSettings mail;

  AccountLetters(MailTokenRepository tokens, MailTokenSettings lives, MailSettings mail) {
    this.tokens = tokens;
    this.lives = lives;
    this.mail = mail;
  }

  @Singleton
  Letters verifications() {
    return new OfOnePurpose(
        VERIFY,
        MailToken.Purpose.VERIFY,
        lives.verification(),
        "verify-email",
        "Confirm your e-mail address",
        """
        Hello %s,

        please confirm that this is your address by opening this link:

        %s

        If you have no account with us, somebody mistyped theirs, and there is nothing to do.
        """);
  }

  @Singleton
  Letters resets() {
    return new OfOnePurpose(
        RESET,
        MailToken.Purpose.RESET,
        lives.reset(),
        "reset-password",
        "Choose a new password",
        """
        Hello %s,

        somebody asked for a new password for your account. To choose one, open this link:

        %s

        It works once and not for long. If it wasn't you who asked, there is nothing to do: without
        this mail nobody can change anything.
        """);
  }

  /// The text has places for the name and the link.
  private final class OfOnePurpose implements Letters {
    private final String kind;
    private final MailToken.Purpose purpose;
    private final Duration life;
    private final String action;
    private final String subject;
    private final String text;

    OfOnePurpose(
        String kind,
        MailToken.Purpose purpose,
        Duration life,
        String action,
        String subject,
        String text) {
      this.kind = kind;
      this.purpose = purpose;
      this.life = life;
      this.action = action;
      this.subject = subject;
      this.text = text;
    }

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public Optional<Letter> write(String email) {
      MailToken token = MailToken.random();
      String link = mail.link(action, token.value());
      return tokens
          .put(token, purpose, email, life)
          .map(
              addressee ->
                  new Letter(
                      addressee.email(),
                      subject,
                      text.formatted(addressee.username(), link),
                      List.of(link)));
    }
  }
}
