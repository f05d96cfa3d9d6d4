package chat.parley.api.production;

import chat.parley.shared.production.Condition;
import chat.parley.shared.production.CredentialCondition;
import chat.parley.shared.production.RedisCondition;
import chat.parley.shared.production.SurroundingsCondition;
import java.util.List;

/// All of them.
public final class ApiConditions {
  private ApiConditions() {}

  public static List<Condition> all() {
    return List.of(
        new SurroundingsCondition(),
        new CredentialCondition(),
        new SigningKeysCondition(),
        new DatabaseCondition(),
        new RedisCondition(),
        new ProxyCondition(),
        new AddressCondition(),
        new MailCondition(),
        new StorageCondition(),
        new GuessingCondition());
  }
}
