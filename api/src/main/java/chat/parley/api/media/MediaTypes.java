package chat.parley.api.media;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.tika.Tika;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.jspecify.annotations.Nullable;

/// What a file is, and whether such files are taken.
///
/// Its first bytes say it. What it is called and declared to be only says more precisely what the
/// bytes leave open: that a ZIP is a text document, that a text is a table.
@Singleton
final class MediaTypes {
  private static final Tika TIKA = new Tika();
  private static final MediaTypeRegistry TYPES = MediaTypeRegistry.getDefaultRegistry();

  /// Other names, registered by nobody or no longer.
  private static final Map<String, String> ALIASES =
      Map.of(
          "image/jpg", "image/jpeg",
          "audio/mp3", "audio/mpeg",
          "audio/x-flac", "audio/flac",
          "audio/m4a", "audio/mp4",
          "audio/x-m4a", "audio/mp4",
          "audio/wav", "audio/vnd.wave",
          "audio/x-wav", "audio/vnd.wave",
          "audio/wave", "audio/vnd.wave");

  /// Containers of sound and of moving pictures alike; which of it a file has, the first bytes
  /// needn't say.
  private static final List<Container> CONTAINERS =
      List.of(
          new Container(
              "video/webm",
              Set.of(
                  "audio/webm", "video/x-matroska", "audio/x-matroska", "application/x-matroska")),
          new Container(
              "video/mp4",
              Set.of(
                  "audio/mp4",
                  "application/mp4",
                  "video/quicktime",
                  "application/quicktime",
                  "video/x-m4v",
                  "video/3gpp",
                  "audio/3gpp")),
          new Container(
              "audio/ogg",
              Set.of(
                  "application/ogg",
                  "video/ogg",
                  "audio/vorbis",
                  "audio/opus",
                  "audio/x-oggflac",
                  "audio/x-oggpcm",
                  "audio/speex",
                  "video/theora")));

  private final Set<String> allowed;

  MediaTypes(MediaSettings settings) {
    this.allowed = Set.copyOf(settings.allowedTypes());
  }

  /// @param name as the client calls it
  /// @param declared what the client says; nothing, or that it doesn't know, is fine
  TypeRuling of(Path file, @Nullable String name, @Nullable String declared) throws IOException {
    MediaType sniffed;
    try (InputStream bytes = Files.newInputStream(file)) {
      sniffed = known(TIKA.detect(bytes));
    }
    Optional<MediaType> said = Optional.ofNullable(declared).flatMap(MediaTypes::parse);
    Optional<MediaType> taken =
        Stream.concat(
                Stream.concat(said.stream(), named(name).stream())
                    .filter(hint -> saysMore(hint, sniffed)),
                Stream.concat(
                    supertypes(sniffed),
                    container(sniffed).map(found -> MediaType.parse(found.usual())).stream()))
            .filter(this::isAllowed)
            .findFirst();
    if (taken.isEmpty()) {
      return new TypeRuling.NotTaken(sniffed.toString());
    }
    if (declared != null && !said.map(each -> agrees(each, taken.get(), sniffed)).orElse(false)) {
      return new TypeRuling.Mismatch(sniffed.toString());
    }
    return new TypeRuling.Taken(taken.get().toString());
  }

  private static boolean saysMore(MediaType hint, MediaType sniffed) {
    return TYPES.isSpecializationOf(hint, sniffed)
        || container(sniffed).filter(container -> container.mayBe(hint)).isPresent();
  }

  private static Optional<MediaType> parse(String text) {
    return Optional.ofNullable(MediaType.parse(text))
        .map(type -> known(type.getBaseType().toString()));
  }

  private static MediaType known(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    MediaType parsed = MediaType.parse(ALIASES.getOrDefault(lower, lower));
    MediaType normal = TYPES.normalize(parsed);
    return MediaType.parse(ALIASES.getOrDefault(normal.toString(), normal.toString()));
  }

  private static Optional<MediaType> named(@Nullable String name) {
    return name == null ? Optional.empty() : Optional.of(known(TIKA.detect(name)));
  }

  /// The type and what it is a kind of: a script is a text, an archive of Java classes a ZIP. Not
  /// so for what a browser would run, should anybody ever call it by its name.
  private static Stream<MediaType> supertypes(MediaType type) {
    return isActive(type)
        ? Stream.of(type)
        : Stream.iterate(type, each -> each != null, TYPES::getSupertype);
  }

  private boolean isAllowed(MediaType type) {
    return allowed.contains(type.toString()) || allowed.contains(type.getType() + "/*");
  }

  private static boolean agrees(MediaType declared, MediaType taken, MediaType sniffed) {
    return declared.equals(MediaType.OCTET_STREAM)
        || declared.equals(taken)
        || declared.equals(sniffed)
        || TYPES.isSpecializationOf(taken, declared)
        || (TYPES.isSpecializationOf(declared, sniffed) && !isActive(declared))
        || container(sniffed).filter(container -> container.mayBe(declared)).isPresent();
  }

  private static Optional<Container> container(MediaType type) {
    return CONTAINERS.stream().filter(container -> container.mayBe(type)).findFirst();
  }

  private static boolean isActive(MediaType type) {
    return TYPES.isInstanceOf(type, MediaType.APPLICATION_XML) || type.equals(MediaType.TEXT_HTML);
  }

  /// @param usual what it is taken for as long as nothing says more
  private record Container(String usual, Set<String> others) {
    boolean mayBe(MediaType type) {
      return usual.equals(type.toString()) || others.contains(type.toString());
    }
  }
}
