package chat.parley.infra.docker;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.infra.dev.Checkout;
import chat.parley.infra.dev.Program;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// **Invariant: a module of the JDK that a program's jars mention is in its runtime, or was left
/// out by somebody who knew.** A new library cannot bring in one that the image then lacks.
class ModulesTest {
  private static final Map<String, String> MODULE_BY_PACKAGE = new HashMap<>();

  static {
    for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
      for (String name : module.descriptor().packages()) {
        MODULE_BY_PACKAGE.put(name, module.descriptor().name());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "push"})
  void eachOneThatTheJarsMentionIsLinkedOrLeftOutForAReason(String name) throws IOException {
    Modules modules = Modules.of(name);
    Set<String> mentioned = mentionedBy(programOf(name));

    Set<String> linked = withWhatTheyRequire(modules.needed());
    assertThat(mentioned)
        .as("modules that are neither in %s.modules nor left out there", name)
        .isSubsetOf(
            Stream.concat(linked.stream(), modules.left().stream()).collect(Collectors.toSet()));
    assertThat(modules.left()).as("left out, and not mentioned either").isSubsetOf(mentioned);
    assertThat(modules.left()).as("left out, but linked").doesNotContainAnyElementsOf(linked);
    Set<String> unmentioned = new TreeSet<>(modules.needed());
    unmentioned.removeAll(mentioned);
    assertThat(unmentioned).containsExactly("jdk.jcmd", "jdk.zipfs");
  }

  private static Program programOf(String name) {
    return name.equals("api") ? Checkout.here().api() : Checkout.here().push();
  }

  private static Set<String> withWhatTheyRequire(Set<String> modules) {
    return Configuration.empty()
        .resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), modules)
        .modules()
        .stream()
        .map(ResolvedModule::name)
        .collect(Collectors.toSet());
  }

  private static Set<String> mentionedBy(Program program) throws IOException {
    Set<String> mentioned = new TreeSet<>();
    try (Stream<Path> libraries = Files.list(program.jar().resolveSibling("lib"))) {
      for (Path jar : Stream.concat(Stream.of(program.jar()), libraries).toList()) {
        addMentioned(jar, mentioned);
      }
    }
    return mentioned;
  }

  /// By the classes that its classes name. Descriptors of modules name optional ones too.
  private static void addMentioned(Path jar, Set<String> modules) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().toList()) {
        if (entry.getName().endsWith(".class") && !entry.getName().endsWith("-info.class")) {
          try (var content = file.getInputStream(entry)) {
            addMentioned(content.readAllBytes(), modules);
          }
        }
      }
    }
  }

  private static void addMentioned(byte[] classFile, Set<String> modules) {
    for (var constant : ClassFile.of().parse(classFile).constantPool()) {
      if (constant instanceof ClassEntry named) {
        ClassDesc type = named.asSymbol();
        while (type.isArray()) {
          type = type.componentType();
        }
        String module = MODULE_BY_PACKAGE.get(type.packageName());
        if (module != null) {
          modules.add(module);
        }
      }
    }
  }
}
