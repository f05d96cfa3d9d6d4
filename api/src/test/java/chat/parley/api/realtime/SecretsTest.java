package chat.parley.api.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever holds a ticket can be printed without telling it.
class SecretsTest {
  private static final String SECRET = "5ecre7";

  static Stream<Object> holders() {
    return Stream.of(
        new Ticket(SECRET),
        new TicketController.Bought(SECRET, 30, "ws://localhost:8081/ws?ticket=" + SECRET));
  }

  @ParameterizedTest
  @MethodSource("holders")
  void aHolderOfATicketIsPrintedWithoutIt(Object holder) {
    assertThat(holder.toString()).isNotBlank().doesNotContain(SECRET);
  }
}
