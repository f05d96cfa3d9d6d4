package chat.parley.push;

import chat.parley.push.production.PushConditions;
import chat.parley.shared.production.InspectedStart;

/// The push process.
public final class Push {
  private Push() {}

  public static void main(String[] arguments) {
    InspectedStart.of(PushConditions.all(), arguments).mainClass(Push.class).banner(false).start();
  }
}
