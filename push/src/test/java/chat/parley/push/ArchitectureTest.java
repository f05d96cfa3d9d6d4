package chat.parley.push;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "chat.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("chat.parley.push.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule pushKnowsSharedAndNothingElseOfOurs =
      classes()
          .that()
          .resideInAPackage("chat.parley.push..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("chat.parley.api..");

  @ArchTest
  static final ArchRule sharedKnowsNeither =
      noClasses()
          .that()
          .resideInAPackage("chat.parley.shared..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("chat.parley.api..", "chat.parley.push..");

  @ArchTest
  static final ArchRule pushOpensNoDatabase =
      noClasses()
          .that()
          .resideInAPackage("chat.parley.push..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

  /// What holds the bytes of a message can't read them: the feed has no JSON.
  @ArchTest
  static final ArchRule feedsParseNothing =
      noClasses()
          .that()
          .resideInAPackage("chat.parley.push.feed..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micronaut.json..", "io.micronaut.serde..", "com.fasterxml..");

  @ArchTest
  static final ArchRule noRoomsWithoutAPurpose =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..common..",
              "..dto..",
              "..model..",
              "..impl..",
              "..manager..",
              "..helper..");
}
