package chat.parley.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What every storage has to do.
abstract class StorageContract {
  private static final String AREA = "things";

  private final StorageKey key = new StorageKey(AREA, UUID.randomUUID() + ".bin");

  /// @return the same at each call within a test
  abstract Storage storage();

  @Test
  void whatIsPutIsThereAsItWas() throws IOException {
    byte[] bytes = new byte[1_000_003];
    new Random(1).nextBytes(bytes);

    storage().put(key, new ByteArrayInputStream(bytes));

    try (Stored stored = storage().get(key).orElseThrow()) {
      assertThat(stored.size()).isEqualTo(bytes.length);
      assertThat(stored.content().readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void nothingIsSomethingToo() throws IOException {
    put("");

    assertThat(text()).hasValue("");
  }

  @Test
  void whatWasNeverPutIsNotThere() {
    assertThat(storage().get(key)).isEmpty();
    assertThat(storage().get(key, 0, 10)).isEmpty();
    storage().delete(key);
  }

  @Test
  void aPartIsWhatLiesBetween() throws IOException {
    put("0123456789");

    assertThat(part(0, 4)).isEqualTo("0123");
    assertThat(part(3, 4)).isEqualTo("3456");
    assertThat(part(8, 4)).isEqualTo("89");
    assertThat(part(9, Long.MAX_VALUE)).isEqualTo("9");
    assertThat(part(10, 1)).isEmpty();
    assertThat(part(99, 1)).isEmpty();
    assertThat(part(3, 0)).isEmpty();
    try (Stored stored = storage().get(key, 3, 4).orElseThrow()) {
      assertThat(stored.size()).as("of the whole").isEqualTo(10);
    }
  }

  @Test
  void whatIsPutAgainReplacesAndWhoReadsStillReadsWhatWas() throws IOException {
    put("before");
    try (Stored stored = storage().get(key).orElseThrow()) {
      put("after");

      assertThat(text()).hasValue("after");
      assertThat(stored.content().readAllBytes()).asString().isEqualTo("before");
    }
  }

  @Test
  void whatIsDeletedIsGoneAndWhoReadsStillReadsIt() throws IOException {
    put("before");
    try (Stored stored = storage().get(key).orElseThrow()) {
      storage().delete(key);
      storage().delete(key);

      assertThat(text()).isEmpty();
      assertThat(stored.content().readAllBytes()).asString().isEqualTo("before");
    }
  }

  @Test
  void contentThatBreaksOffLeavesWhatWasBefore() throws IOException {
    assertThatThrownBy(() -> storage().put(key, breakingOff()))
        .isInstanceOf(IOException.class)
        .hasMessage("hung up");
    assertThat(text()).isEmpty();

    put("before");
    assertThatThrownBy(() -> storage().put(key, breakingOff())).isInstanceOf(IOException.class);
    assertThat(text()).hasValue("before");
  }

  /// Half of one and half of the other, or nothing for a moment, would be seen by somebody.
  @Test
  void whoReadsWhileOthersWriteSeesOneOrTheOther() throws Exception {
    String one = "1".repeat(300_000);
    String two = "2".repeat(300_000);
    put(one);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < 50; i++) {
                      put(i % 2 == 0 ? two : one);
                    }
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  } finally {
                    done.set(true);
                  }
                });

    while (!done.get()) {
      assertThat(text())
          .hasValueSatisfying(seen -> assertThat(seen.equals(one) || seen.equals(two)).isTrue());
    }
    writer.join();
  }

  @Test
  void allOfAnAreaThatArePutBeforeATimeAreListed() throws IOException {
    StorageKey second = new StorageKey(AREA, UUID.randomUUID().toString());
    StorageKey elsewhere = new StorageKey("other-things", UUID.randomUUID().toString());
    put("one");
    storage().put(second, new ByteArrayInputStream(new byte[1]));
    storage().put(elsewhere, new ByteArrayInputStream(new byte[1]));

    assertThat(listed(AREA, Instant.now().plusSeconds(60)))
        .contains(key, second)
        .doesNotContain(elsewhere);
    assertThat(listed(AREA, Instant.now().minusSeconds(60))).doesNotContain(key, second);
    assertThat(listed("nothing-here", Instant.now())).isEmpty();
  }

  private List<StorageKey> listed(String area, Instant before) {
    List<StorageKey> keys = new ArrayList<>();
    storage().forEach(area, before, keys::add);
    return keys;
  }

  private void put(String text) throws IOException {
    storage().put(key, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<String> text() throws IOException {
    Optional<Stored> found = storage().get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (Stored stored = found.get()) {
      return Optional.of(new String(stored.content().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private String part(long from, long length) throws IOException {
    try (Stored stored = storage().get(key, from, length).orElseThrow()) {
      return new String(stored.content().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream breakingOff() {
    return new InputStream() {
      private int left = 100_000;

      @Override
      public int read() throws IOException {
        if (left-- > 0) {
          return 'x';
        }
        throw new IOException("hung up");
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        Arrays.fill(bytes, offset, offset + 1, (byte) read());
        return 1;
      }
    };
  }
}
