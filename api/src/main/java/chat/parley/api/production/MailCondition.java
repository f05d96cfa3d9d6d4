package chat.parley.api.production;

import chat.parley.shared.production.Address;
import chat.parley.shared.production.Clear;
import chat.parley.shared.production.Condition;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Required;
import chat.parley.shared.production.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Mails open accounts.
final class MailCondition implements Condition {
  private static final String KEEP = "parley.mail.keep";
  private static final String FROM = "parley.mail.from";
  private static final String LINKS = "parley.mail.link-base";
  private static final String TLS = "parley.mail.smtp.tls";

  @Override
  public Stream<Finding> findings(Settings settings) {
    return Stream.concat(
        kept(settings),
        settings.text("parley.mail.smtp.host").stream().flatMap(host -> sent(host, settings)));
  }

  private static Stream<Finding> kept(Settings settings) {
    return settings.isOn(KEEP)
        ? Stream.of(
            new Finding.Refusal(
                KEEP,
                "shows everybody's mail to everybody, with what opens their accounts",
                "Leave it out, and set parley.mail.smtp.host"))
        : Stream.empty();
  }

  private static Stream<Finding> sent(String host, Settings settings) {
    return Stream.of(
            Required.text(
                settings, FROM, "Name the address that mails come from", any -> Stream.empty()),
            Required.text(
                settings,
                LINKS,
                "Set it to where the web client is ('https://chat.example.org')",
                MailCondition::links),
            protection(host, settings))
        .flatMap(each -> each);
  }

  private static Stream<Finding> links(String base) {
    return Address.parse(base).scheme().equals("https")
        ? Stream.empty()
        : Stream.of(
            new Finding.Refusal(LINKS, "leads to pages that come in the clear", "Use 'https://'"));
  }

  private static Stream<Finding> protection(String host, Settings settings) {
    return settings.text(TLS).filter("none"::equalsIgnoreCase).stream()
        .flatMap(
            none ->
                Clear.to(
                    new Address("smtp", "", List.of(host), Map.of()),
                    settings,
                    TLS,
                    "mails and the password",
                    "Use 'starttls' or 'implicit'"));
  }
}
