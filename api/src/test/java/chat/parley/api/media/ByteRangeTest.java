package chat.parley.api.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  private static final long SIZE = 100;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-99, 0, 100",
    "bytes=10-19, 10, 10",
    "bytes=90-, 90, 10",
    "bytes=90-1000, 90, 10",
    "bytes=-1, 99, 1",
    "bytes=-100, 0, 100",
    "bytes=-1000, 0, 100"
  })
  void oneRangeIsAPart(String header, long from, long length) {
    assertThat(ByteRange.parse(header, SIZE))
        .isEqualTo(new ByteRange.Asked.Part(new ByteRange(from, length)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
  void whereNothingIsThereNothingIsGiven(String header) {
    assertThat(ByteRange.parse(header, SIZE)).isEqualTo(new ByteRange.Asked.Beyond());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes=a-b",
        "bytes=99999999999999999999-"
      })
  void whatIsNotUnderstoodIsAsIfNothingWereAsked(String header) {
    assertThat(ByteRange.parse(header, SIZE)).isEqualTo(new ByteRange.Asked.Whole());
  }

  @Test
  void nothingIsAskedOfAnEmptyFile() {
    assertThat(ByteRange.parse("bytes=0-", 0)).isEqualTo(new ByteRange.Asked.Beyond());
  }

  @Test
  void itsPlaceIsToldAsTheHeaderHasIt() {
    assertThat(new ByteRange(10, 5).of(SIZE)).isEqualTo("bytes 10-14/100");
  }
}
