package chat.parley.system.chaos;

import chat.parley.infra.dev.Checkout;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The product with one of its mechanisms switched off: a source file of this checkout with one
/// change, compiled here, to be put before the program's own classes. So the product has no switch
/// for it.
///
/// @param module `api` or `push`
/// @param source of the class, below the module's `src/main/java/chat/parley`
/// @param original must be there exactly once, or else the mutant no longer means what it did
record Mutant(String module, String source, String original, String replacement) {

  /// @return the folder with the changed classes
  Path compile(Path folder) throws IOException {
    Path root = Checkout.here().root().resolve(module);
    Path file = root.resolve("src/main/java/chat/parley").resolve(source);
    Path changed = Files.createDirectories(folder.resolve("source")).resolve(file.getFileName());
    Files.writeString(changed, mutated(Files.readString(file)));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-proc:none", "-parameters", "-d", classes.toString(), "-cp", classPath(root));
      boolean done =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(changed))
              .call();
      if (!done) {
        throw new AssertionError("the mutant of " + source + " does not compile: " + said);
      }
    }
    return classes;
  }

  private String mutated(String text) {
    int first = text.indexOf(original);
    if (first < 0 || text.indexOf(original, first + 1) >= 0) {
      throw new AssertionError(
          "%s must have exactly once, for its mutant:%n%s".formatted(source, original));
    }
    return text.replace(original, replacement);
  }

  private static String classPath(Path module) throws IOException {
    Path target = module.resolve("target");
    try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
      return Stream.concat(Stream.of(target.resolve("classes")), libraries)
          .map(Path::toString)
          .collect(Collectors.joining(System.getProperty("path.separator")));
    }
  }
}
