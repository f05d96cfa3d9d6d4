package chat.parley.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every storage has to do.
abstract class StorageContract extends StorageCalls {
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
    assertThat(part(0, 10)).isEmpty();
    assertThat(part(5, 10)).isEmpty();
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

    assertThat(part(0, 1)).isEqualTo("0");
    assertThat(part(9, 1)).isEqualTo("9");
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
    String before = "before".repeat(LONG);
    put(before);
    try (Stored stored = storage().get(key).orElseThrow()) {
      put("after");

      assertThat(text()).hasValue("after");
      assertThat(stored.content().readAllBytes()).asString().isEqualTo(before);
    }
  }

  @Test
  void whatIsDeletedIsGoneAndWhoReadsStillReadsIt() throws IOException {
    String before = "before".repeat(LONG);
    put(before);
    try (Stored stored = storage().get(key).orElseThrow()) {
      storage().delete(key);
      storage().delete(key);

      assertThat(text()).isEmpty();
      assertThat(stored.content().readAllBytes()).asString().isEqualTo(before);
    }
  }

  /// The longest of them when a part of it is already with the storage.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000, 7_000_000})
  void contentThatBreaksOffLeavesWhatWasBefore(int after) throws IOException {
    assertThatThrownBy(() -> storage().put(key, breakingOff(after)))
        .isInstanceOf(IOException.class)
        .hasMessage("hung up");
    assertThat(text()).isEmpty();

    put("before");
    assertThatThrownBy(() -> storage().put(key, breakingOff(after)))
        .isInstanceOf(IOException.class);
    assertThat(text()).hasValue("before");
    assertThat(unfinished()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 7_000_000})
  void nobodySeesWhatIsStillBeingPut(int half) throws IOException {
    for (Optional<String> before : List.of(Optional.<String>empty(), Optional.of("before"))) {
      if (before.isPresent()) {
        put(before.get());
      }
      AtomicBoolean looked = new AtomicBoolean();

      storage()
          .put(
              key,
              new Zeros(
                  2L * half,
                  half,
                  () -> {
                    assertThat(text()).isEqualTo(before);
                    looked.set(true);
                  }));

      assertThat(looked).isTrue();
      assertThat(size()).isEqualTo(2L * half);
    }
    assertThat(unfinished()).isEmpty();
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
    storage().put(new StorageKey(AREA + "-too", key.name()), InputStream.nullInputStream());
    storage().put(elsewhere, new ByteArrayInputStream(new byte[1]));

    assertThat(listed(AREA, Instant.now().plusSeconds(60)))
        .contains(key, second)
        .doesNotContain(elsewhere);
    assertThat(listed(AREA, Instant.now().minusSeconds(60))).doesNotContain(key, second);
    assertThat(listed("nothing-here", Instant.now())).isEmpty();
    storage().delete(new StorageKey(AREA + "-too", key.name()));
    assertThat(text()).as("of the same name in another area").hasValue("one");
  }

  /// What lists gives a thousand at a time. Each is deleted as it comes, as a sweep does.
  @Test
  void howeverManyThereAreAllAreListedAndWhatIsNoneIsPassedOver() throws IOException {
    String area = "crowd-" + Long.toString(System.nanoTime(), 36).replaceAll("[0-9]", "x");
    List<String> names = IntStream.range(0, 2_010).mapToObj("%05d.bin"::formatted).toList();
    fill(area, names);
    fill(area, List.of(".nfs0001", "Thumbs.db"));
    Set<String> seen = new HashSet<>();

    storage()
        .forEach(
            area,
            Instant.now().plusSeconds(60),
            found -> {
              seen.add(found.name());
              if (seen.size() % 100 == 0) {
                storage().delete(found);
              }
            });

    assertThat(seen).containsExactlyInAnyOrderElementsOf(names);
    assertThat(listed(area, Instant.now().plusSeconds(60))).hasSize(names.size() - 20);
  }

  /// The last of those who put the same is whose it is, and nobody's is mixed with another's.
  @Test
  void manyWhoPutTheSameDoNotMix() throws Exception {
    List<String> contents =
        IntStream.range(0, 8).mapToObj(i -> Integer.toString(i).repeat(150_000)).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (String content : contents) {
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 5; i++) {
                    put(content);
                    assertThat(text())
                        .hasValueSatisfying(seen -> assertThat(contents).contains(seen));
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void somethingLargeComesBackAsItWas() throws Exception {
    long size = 64L << 20;

    storage().put(key, new Zeros(size, 0, () -> {}));

    try (Stored stored = storage().get(key).orElseThrow()) {
      assertThat(hash(stored.content())).isEqualTo(hash(new Zeros(size, 0, () -> {})));
    }
    assertThat(part(size - 3, 10)).hasSize(3);
  }
}
