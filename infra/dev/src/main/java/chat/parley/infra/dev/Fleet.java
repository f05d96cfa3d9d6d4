package chat.parley.infra.dev;

import chat.parley.infra.stores.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How many of one program, and where.
///
/// @param firstPort 0 for any that are free; otherwise each further node has the next hundred, so
///     that api's 8080, 8180 … and push's 8081, 8181 … never meet
/// @param environment of these programs alone, stronger than any other
public record Fleet(Program program, int size, int firstPort, Map<String, String> environment) {
  private static final int STEP = 100;

  public Fleet {
    environment = Map.copyOf(environment);
  }

  public Fleet(Program program, int size, int firstPort) {
    this(program, size, firstPort, Map.of());
  }

  Fleet size(int nodes) {
    return new Fleet(program, nodes, firstPort, environment);
  }

  Fleet patched(Path classes) {
    return new Fleet(program.patched(classes), size, firstPort, environment);
  }

  Fleet with(Map<String, String> variables) {
    return new Fleet(program, size, firstPort, variables);
  }

  List<Integer> choosePorts() {
    return firstPort == 0
        ? Stream.generate(Ports::free).distinct().limit(size).toList()
        : IntStream.range(0, size).mapToObj(node -> firstPort + node * STEP).toList();
  }

  /// Without the environment, which may hold a password.
  @Override
  public String toString() {
    return "Fleet[%d of %s]".formatted(size, program.name());
  }
}
