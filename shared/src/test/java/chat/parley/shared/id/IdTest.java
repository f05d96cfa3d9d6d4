package chat.parley.shared.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
  @Test
  void newIdsAreVersionSevenAndAscending() {
    IdGenerator ids = new IdGenerator();

    var made = Stream.generate(() -> ids.message().value()).limit(10_000).toList();

    assertThat(made).allMatch(id -> id.version() == 7).doesNotHaveDuplicates();
    assertThat(made.stream().map(Object::toString)).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1-1-1-1-1", "019aa0c0-0000-7000-8000-0000000000xx"})
  void whatIsNoUuidIsRefused(String text) {
    assertThatThrownBy(() -> UserId.parse(text)).isInstanceOf(MalformedIdException.class);
  }

  @Test
  void readsUpperCaseAndWritesLowerCase() {
    assertThat(UserId.parse("019AA0C0-0000-7000-8000-00000000000A"))
        .hasToString("019aa0c0-0000-7000-8000-00000000000a");
  }
}
