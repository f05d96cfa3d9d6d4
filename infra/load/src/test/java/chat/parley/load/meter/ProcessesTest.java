package chat.parley.load.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessesTest {
  private static final String ROOT =
      "10 (java) S 1 10 10 0 -1 4194560 1 2 3 4 150 50 0 0 20 0 30 0 99 1 1 1";
  private static final String CHILD =
      "11 (postgres: a) b) S 10 10 10 0 -1 4194560 1 2 3 4 30 20 7 3 20 0 30 0 99 1 1 1";
  private static final String GRANDCHILD =
      "12 (node) R 11 10 10 0 -1 4194560 1 2 3 4 10 0 0 0 20 0 30 0 99 1 1 1";
  private static final String STRANGER =
      "13 (java) R 1 10 10 0 -1 4194560 1 2 3 4 1000 0 0 0 20 0 30 0 99 1 1 1";

  @Test
  void aProcessHasUsedWhatItsChildrenHaveUsedTheEndedOnesIncluded() {
    Processes processes = Processes.of(List.of(ROOT, CHILD, GRANDCHILD, STRANGER));

    assertThat(processes.cpuSeconds(10)).isEqualTo(2.70);
    assertThat(processes.cpuSeconds(12)).isEqualTo(0.10);
  }

  @Test
  void whoHasEndedHasNoTime() {
    assertThatThrownBy(() -> Processes.of(List.of(ROOT)).cpuSeconds(99))
        .hasMessageContaining("99 has ended");
  }

  @Test
  void residentMemoryIsFoundAmongTheOtherLines() {
    assertThat(
            Processes.residentKilobytes(
                List.of("VmPeak:\t  999 kB", "VmHWM:\t  500 kB", "VmRSS:\t  12345 kB")))
        .isEqualTo(12_345);
  }

  @Test
  void thisProcessHasUsedTimeAndMemory() {
    long self = ProcessHandle.current().pid();
    Processes now = Processes.now();

    assertThat(now.cpuSeconds(self)).isPositive();
    assertThat(now.residentKilobytes(self)).isGreaterThan(10_000);
  }

  /// A process that is none would be ended by being asked.
  @Test
  void onlyJvmsAreAskedToCollect() throws IOException {
    Process cat = new ProcessBuilder("cat").start();
    try {
      assertThat(Collector.isJava(cat.pid())).isFalse();
      assertThat(Collector.isJava(ProcessHandle.current().pid())).isTrue();
    } finally {
      cat.destroy();
    }
  }

  @Test
  void theHardLimitOfOpenFilesIsTheSecondNumber() {
    assertThat(
            Limits.openFiles(
                List.of(
                    "Limit                     Soft Limit           Hard Limit           Units",
                    "Max open files            1024                 20000                files")))
        .isEqualTo(20_000);
    assertThat(Limits.openFiles(List.of("Max open files  1024  unlimited  files")))
        .isEqualTo(Integer.MAX_VALUE);
  }
}
