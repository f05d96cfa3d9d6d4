package chat.parley.infra.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  private static final String OPTION = "-XX:AOTCache=";

  @TempDir Path folder;

  private Program program;
  private Path library;

  @BeforeEach
  void build() throws IOException {
    library = Files.createDirectory(folder.resolve("lib")).resolve("library.jar");
    program = new Program("stub", made(folder.resolve("stub.jar"), 10));
    made(library, 10);
    made(folder.resolve("stub.jvm"), 10);
    made(folder.resolve("stub.heap"), 10);
  }

  @Test
  void theCacheOfARehearsalIsUsed() throws IOException {
    assertThat(program.command()).noneMatch(part -> part.startsWith(OPTION));

    made(folder.resolve("stub.aot"), 20);

    assertThat(program.command()).contains(OPTION + folder.resolve("stub.aot"));
    assertThat(program.rehearsing().options())
        .contains("-XX:AOTCacheOutput=" + folder.resolve("stub.aot"));
  }

  @Test
  void aCacheOlderThanWhatItWasMadeFromIsNot() throws IOException {
    made(folder.resolve("stub.aot"), 20);

    made(library, 30);

    assertThat(program.command()).noneMatch(part -> part.startsWith(OPTION));
  }

  @Test
  void norIsOneWhoseWritingWasCutOff() throws IOException {
    var cache = folder.resolve("stub.aot");
    made(cache, 20);

    Files.writeString(cache, "");

    assertThat(program.command()).noneMatch(part -> part.startsWith(OPTION));
  }

  @Test
  void norIsOneThatWasMadeWithOtherOptions() throws IOException {
    made(folder.resolve("stub.aot"), 20);

    made(folder.resolve("stub.jvm"), 30);

    assertThat(program.command()).noneMatch(part -> part.startsWith(OPTION));
  }

  @Test
  void whatIsGivenToTheJvmWinsOverWhatLiesBesideTheJar() throws IOException {
    Files.writeString(folder.resolve("stub.jvm"), "# why\n\n-XX:+UseSerialGC\n");
    Files.writeString(folder.resolve("stub.heap"), "-Xmx1g\n  -Xms1m\n");

    var larger = program.with("-Xmx2g");

    assertThat(larger.allOptions())
        .containsExactly("-XX:+UseSerialGC", "-Xmx1g", "-Xms1m", "-Xmx2g");
    assertThat(larger.command())
        .containsSubsequence(
            "@" + folder.resolve("stub.jvm"), "@" + folder.resolve("stub.heap"), "-Xmx2g", "-jar");
  }

  @Test
  void aPatchedProgramIsAnother() throws IOException {
    made(folder.resolve("stub.aot"), 20);

    assertThat(program.patched(folder).patches()).isNotEmpty();
    assertThat(program.patched(folder).isRehearsed()).isFalse();
  }

  private static Path made(Path file, long seconds) throws IOException {
    Files.writeString(file, "# made");
    return Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1_000));
  }
}
