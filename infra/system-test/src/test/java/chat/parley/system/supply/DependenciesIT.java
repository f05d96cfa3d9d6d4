package chat.parley.system.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `dependencies.lock` of each program says which libraries they are shipped with, to the byte,
/// so no other one comes in but by a line that somebody sees. In the form of `sha256sum`. With
/// `-Dparley.dependencies.write=true` it is written anew.
class DependenciesIT {
  static Stream<Built> programs() {
    return Stream.of(Built.api(), Built.push(), Built.lambda());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void whatIsShippedIsWhatWasAgreedTo(Built built) throws IOException {
    List<String> shipped =
        built.libraries().entrySet().stream()
            .map(library -> library.getValue() + "  " + library.getKey())
            .toList();
    Path lock = built.module().resolve("dependencies.lock");
    if (Boolean.getBoolean("parley.dependencies.write")) {
      Files.write(lock, shipped);
    }

    assertThat(shipped).hasSizeGreaterThan(50);
    assertThat(Files.readAllLines(lock))
        .as("%s; if it is meant to be so: -Dparley.dependencies.write=true", lock)
        .containsExactlyElementsOf(shipped);
  }
}
