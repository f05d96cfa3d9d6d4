package chat.parley.system.figures;

import chat.parley.infra.dev.Stack;
import chat.parley.load.meter.Machine;
import chat.parley.load.meter.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A page of figures with all that is needed to see them again.
public final class Report extends Markdown {
  private final String name;

  /// @param name of the file
  /// @param test the class to run
  public Report(String name, String title, Class<?> test, Stack stack) {
    super(title);
    this.name = name;
    line("Machine: %s, clients and senders on it too.", Machine.describe());
    line(
        "System: %d api, %d push, PostgreSQL and Redis, a process each; `-Xmx512m`, serial"
            + " collector.",
        stack.apis().size(), stack.pushes().size());
    line("Command: `%s`", command(test));
  }

  private static String command(Class<?> test) {
    return ("mvn verify -pl infra/system-test -am -Dparley.figures=true -Dit.test=%s -Dtest=None"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false")
        .formatted(test.getSimpleName());
  }

  public void write() {
    try {
      Path file = Path.of("target", "figures", name + ".md");
      Files.createDirectories(file.getParent());
      Files.writeString(file, toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    System.out.println(this);
  }
}
