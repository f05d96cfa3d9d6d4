package chat.parley.api.web;

import static java.util.stream.Collectors.joining;

import chat.parley.api.system.Sha256;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All files of the client, read once. They are few and small, and what is looked up in a map
/// can't be talked into leaving its folder.
@Singleton
class WebFiles {
  static final String PAGE = "index.html";

  /// All modules of the client in one file, and all styles in another.
  static final String SCRIPT = "app/all.js";

  static final String STYLES = "styles/all.css";

  static final String ENTRY = "app/main.js";

  private final SortedMap<String, WebFile> files;
  private final String version;

  WebFiles() {
    this(withBundles(read("/web/" + PAGE)));
  }

  private WebFiles(SortedMap<String, WebFile> files) {
    this.files = files;
    this.version = versionOf(files);
  }

  /// @param path below `web`, for instance `app/main.js`
  Optional<WebFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /// The paths of all of them, ascending.
  Stream<String> paths() {
    return files.keySet().stream();
  }

  /// Names the content of all of them together: another program version has another one as soon
  /// as a single byte differs.
  String version() {
    return version;
  }

  private static String versionOf(Map<String, WebFile> files) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    files.forEach(
        (path, file) -> all.writeBytes((path + file.tag()).getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(Sha256.digest().digest(all.toByteArray()), 0, 8);
  }

  private static SortedMap<String, WebFile> withBundles(SortedMap<String, WebFile> files) {
    String script = WebBundle.of(ENTRY, path -> text(files, path));
    String styles =
        WebPage.stylesOf(text(files, PAGE)).map(path -> text(files, path)).collect(joining());
    put(files, SCRIPT, script.getBytes(StandardCharsets.UTF_8));
    put(files, STYLES, styles.getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static String text(Map<String, WebFile> files, String path) {
    WebFile file = Objects.requireNonNull(files.get(path), path);
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }

  private static void put(Map<String, WebFile> files, String path, byte[] bytes) {
    WebFile.of(path, bytes).ifPresent(file -> files.put(path, file));
  }

  private static SortedMap<String, WebFile> read(String known) {
    URL url = Objects.requireNonNull(WebFiles.class.getResource(known), known);
    try {
      URLConnection connection = url.openConnection();
      if (connection instanceof JarURLConnection jar) {
        Path archive = Path.of(jar.getJarFileURL().toURI());
        try (FileSystem inside = FileSystems.newFileSystem(archive)) {
          return below(inside.getPath(known).resolveSibling(""));
        }
      }
      return below(Objects.requireNonNull(Path.of(url.toURI()).getParent()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SortedMap<String, WebFile> below(Path folder) throws IOException {
    SortedMap<String, WebFile> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        put(found, name, Files.readAllBytes(path));
      }
    }
    return found;
  }
}
