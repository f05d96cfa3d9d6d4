package chat.parley.system.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `target/bom.json` (CycloneDX) of each program lists all that is in them, each under a licence
/// that lets anybody run and hand on a program made with it.
class BillOfMaterialsIT {
  private static final JsonMapper JSON = new JsonMapper();

  static Stream<Built> programs() {
    return Stream.of(Built.api(), Built.push(), Built.lambda());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void everyLibraryIsInIt(Built built) throws IOException {
    List<String> hashes =
        components(built)
            .flatMap(component -> all(component.path("hashes")))
            .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
            .map(hash -> hash.path("content").asText())
            .toList();

    assertThat(hashes).containsAll(built.libraries().values());
  }

  @Test
  void soIsWhatTheWebClientAndThePagesOfTheDocumentAreMadeWith() throws IOException {
    assertThat(components(Built.api()).map(component -> component.path("name").asText()))
        .contains("preact", "swagger-ui", "redoc");
  }

  @ParameterizedTest
  @MethodSource("programs")
  void everyLicenceIsOneThatWasAgreedTo(Built built) throws IOException {
    assertThat(components(built).filter(component -> !Licences.allow(component)))
        .extracting(Licences::of)
        .isEmpty();
  }

  private static Stream<JsonNode> components(Built built) throws IOException {
    assumeTrue(
        built.hasBill(),
        () ->
            "SKIPPED: no bill of materials of %s, for this build had no network (-o)"
                .formatted(built.program().name()));
    return all(JSON.readTree(built.bill().toFile()).path("components"));
  }

  private static Stream<JsonNode> all(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
