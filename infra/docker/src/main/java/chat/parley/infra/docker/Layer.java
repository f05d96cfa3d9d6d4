package chat.parley.infra.docker;

import java.util.Locale;

/// A part of an image that is copied into it by itself, so that what hasn't changed isn't pushed or
/// pulled again. Least changing first.
public enum Layer {
  /// Changes with the JDK, and with the list of modules.
  RUNTIME("opt/java"),
  /// Those of others; changes with a dependency's version.
  LIBRARIES("opt/parley/lib"),
  /// The jar, what is shared by both programs, and how they are started.
  PROGRAM("opt/parley"),
  /// Differs with each build: how the methods were used.
  CACHE("opt/parley"),
  /// Folders that belong to the user who runs the program; what is mounted there is as they are.
  DATA("var/lib/parley");

  private final String destination;

  Layer(String destination) {
    this.destination = destination;
  }

  /// Below the image's folder.
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Below the root of the container.
  public String destination() {
    return destination;
  }
}
