package chat.parley.api.production;

import chat.parley.shared.production.Address;
import chat.parley.shared.production.Clear;
import chat.parley.shared.production.Condition;
import chat.parley.shared.production.Finding;
import chat.parley.shared.production.Required;
import chat.parley.shared.production.Settings;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where files lie.
final class StorageCondition implements Condition {
  private static final String FOLDER = "parley.storage.folder";
  private static final String ENDPOINT = "parley.storage.s3.endpoint";
  private static final String PUBLIC_ENDPOINT = "parley.storage.s3.public-endpoint";
  private static final String SECRET_KEY = "parley.storage.s3.secret-key";
  private static final int LEAST = 16;

  @Override
  public Stream<Finding> findings(Settings settings) {
    return settings.text("parley.storage.type").filter("s3"::equals).isPresent()
        ? bucket(settings)
        : folder(settings);
  }

  private static Stream<Finding> folder(Settings settings) {
    String remedy = "Name a folder by its whole path, one for all apis, that is backed up";
    return Required.text(
        settings,
        FOLDER,
        remedy,
        folder ->
            Path.of(folder).isAbsolute()
                ? Stream.empty()
                : Stream.of(
                    new Finding.Refusal(
                        FOLDER, "depends on the folder that an api is started in", remedy)));
  }

  private static Stream<Finding> bucket(Settings settings) {
    return Stream.of(endpoint(settings), links(settings), secret(settings)).flatMap(each -> each);
  }

  private static Stream<Finding> endpoint(Settings settings) {
    return settings.text(ENDPOINT).map(Address::parse).filter(StorageCondition::isClear).stream()
        .flatMap(
            address -> Clear.to(address, settings, ENDPOINT, "people's files", "Use 'https://'"));
  }

  /// Where clients fetch files by themselves.
  private static Stream<Finding> links(Settings settings) {
    if (!settings.isOn("parley.storage.s3.presigned-downloads")) {
      return Stream.empty();
    }
    return settings
        .text(PUBLIC_ENDPOINT)
        .or(() -> settings.text(ENDPOINT))
        .map(Address::parse)
        .filter(StorageCondition::isClear)
        .stream()
        .map(
            address ->
                new Finding.Refusal(
                    PUBLIC_ENDPOINT,
                    "sends clients to fetch files in the clear",
                    "Use 'https://', or leave presigned-downloads out"));
  }

  private static boolean isClear(Address address) {
    return !address.scheme().equals("https");
  }

  private static Stream<Finding> secret(Settings settings) {
    return settings.text(SECRET_KEY).isEmpty()
        ? Stream.empty()
        : Required.secret(settings, SECRET_KEY, LEAST);
  }
}
