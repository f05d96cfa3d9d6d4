package chat.parley.api;

import io.micronaut.runtime.Micronaut;

/// The api process: stateless, all writes and all history.
public final class Api {
  private Api() {}

  public static void main(String[] arguments) {
    Micronaut.build(arguments).mainClass(Api.class).banner(false).start();
  }
}
