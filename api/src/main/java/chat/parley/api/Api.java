package chat.parley.api;

import io.micronaut.runtime.Micronaut;

/// The api process: stateless, all writes and all history.
public final class Api {
  private Api() {}

  public static void main(String[] arguments) {
    // Images are drawn in memory; no screen is looked for, not even where there is one.
    System.setProperty("java.awt.headless", "true");
    Micronaut.build(arguments).mainClass(Api.class).banner(false).start();
  }
}
