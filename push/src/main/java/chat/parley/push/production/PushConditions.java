package chat.parley.push.production;

import chat.parley.shared.production.Condition;
import chat.parley.shared.production.CredentialCondition;
import chat.parley.shared.production.RedisCondition;
import chat.parley.shared.production.SurroundingsCondition;
import java.util.List;

/// All of them.
public final class PushConditions {
  private PushConditions() {}

  public static List<Condition> all() {
    return List.of(
        new SurroundingsCondition(),
        new CredentialCondition(),
        new RedisCondition(),
        new ApiCondition(),
        new PagesCondition());
  }
}
