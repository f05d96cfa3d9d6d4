package chat.parley.push;

import io.micronaut.runtime.Micronaut;

/// The push process.
public final class Push {
  private Push() {}

  public static void main(String[] arguments) {
    Micronaut.build(arguments).mainClass(Push.class).banner(false).start();
  }
}
