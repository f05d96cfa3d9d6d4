package chat.parley.shared.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceNoteTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  private final SpanContext sampled =
      SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), TraceState.getDefault());

  @Test
  void whatIsNotedIsReadAgain() {
    byte[] bytes = new TraceNote("parley:c:1", 42, sampled).encode();

    assertThat(new String(bytes, StandardCharsets.US_ASCII))
        .isEqualTo("parley:c:1 42 00-" + TRACE + "-" + SPAN + "-01");
    TraceNote read = TraceNote.decode(bytes).orElseThrow();
    assertThat(read.channel()).isEqualTo("parley:c:1");
    assertThat(read.seq()).isEqualTo(42);
    assertThat(read.parent().getTraceId()).isEqualTo(TRACE);
    assertThat(read.parent().getSpanId()).isEqualTo(SPAN);
    assertThat(read.parent().isSampled()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "parley:c:1 42",
        "parley:c:1 x 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "parley:c:1 42 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 more",
        "parley:c:1 42 00-00000000000000000000000000000000-00f067aa0ba902b7-01",
      })
  void whatIsNoneIsNothing(String text) {
    assertThat(TraceNote.decode(text.getBytes(StandardCharsets.US_ASCII))).isEmpty();
  }
}
