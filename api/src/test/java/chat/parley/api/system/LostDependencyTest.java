package chat.parley.api.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.data.connection.exceptions.ConnectionException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostDependencyTest {
  @ParameterizedTest
  @CsvSource({
    "08006, true",
    "40P01, true",
    "40001, true",
    "53300, true",
    "57P01, true",
    "25006, true",
    "23505, false",
    "42601, false"
  })
  void whoeverIsToTryAgainIsNotToldThatSomethingBroke(String state, boolean isLost) {
    Exception failure = new IllegalStateException(new SQLException("refused", state));

    assertThat(LostDependency.isBehind(failure)).isEqualTo(isLost);
  }

  @Test
  void aConnectionThatBrokeBetweenStatementsIsLostWhateverItsCause() {
    Exception failure =
        new ConnectionException("not reset", new SQLException("Connection is closed"));

    assertThat(LostDependency.isBehind(failure)).isTrue();
  }
}
