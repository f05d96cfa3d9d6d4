package chat.parley.api;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micronaut.http.annotation.Controller;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What may know what.
class ArchitectureTest {
  private static final JavaClasses PARLEY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("chat.parley.api", "chat.parley.shared");

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().matching("chat.parley.api.(*)..").should().beFreeOfCycles().check(PARLEY);
    slices().matching("chat.parley.shared.(*)..").should().beFreeOfCycles().check(PARLEY);
  }

  @Test
  void theApiKnowsNothingOfPushNorOfWhatIsAroundThem() {
    noClasses()
        .that()
        .resideInAPackage("chat.parley.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("chat.parley.push..", "chat.parley.infra..")
        .check(PARLEY);
    noClasses()
        .that()
        .resideInAPackage("chat.parley.shared..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("chat.parley.push..", "chat.parley.api..", "chat.parley.infra..")
        .check(PARLEY);
  }

  @Test
  void controllersLeaveTheDatabaseToRepositories() {
    noClasses()
        .that()
        .areAnnotatedWith(Controller.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "io.micronaut.data..")
        .check(PARLEY);
  }

  @Test
  void onlyTheOutboxPublishes() {
    noClasses()
        .that()
        .resideInAPackage("chat.parley.api..")
        .and()
        .resideOutsideOfPackage("chat.parley.api.outbox..")
        .should()
        .callMethodWhere(
            target(name("publish"))
                .and(target(owner(resideInAPackage("io.lettuce.."))))
                .or(
                    target(name("publication"))
                        .and(target(owner(resideInAPackage("chat.parley.shared.redis.."))))))
        .check(PARLEY);
  }

  @Test
  void controllersAndRepositoriesAreTheBusinessOfTheirPackageAlone() {
    classes()
        .that()
        .areAnnotatedWith(Controller.class)
        .or()
        .haveSimpleNameEndingWith("Repository")
        .should()
        .notHaveModifier(JavaModifier.PUBLIC)
        .check(PARLEY);
  }

  @Test
  void packagesAreNamedForWhatTheyAreAbout() {
    classes()
        .should()
        .resideOutsideOfPackages(
            Stream.of(
                    "util", "utils", "common", "dto", "model", "impl", "manager", "helper", "misc")
                .map(name -> ".." + name + "..")
                .toArray(String[]::new))
        .check(PARLEY);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages =
        PARLEY.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

    assertThat(packages).hasSizeGreaterThan(10);
    assertThat(packages)
        .filteredOn(each -> !each.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .isEmpty();
  }
}
