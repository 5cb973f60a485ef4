package io.mall.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.bePackagePrivate;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.mall.app.problem.Problem;
import io.mall.sharding.transaction.AcrossShards;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import picocli.CommandLine.Command;

/** The house rules that byte code shows. */
class ArchitectureTest {

  /** Modules that serve all others; the rest are features. */
  private static final String[] KERNEL = {
    "io.mall.app",
    "io.mall.app.kernel..",
    "io.mall.app.problem..",
    "io.mall.app.page..",
    "io.mall.app.web..",
    "io.mall.app.security..",
    "io.mall.app.data..",
    "io.mall.app.redis..",
    "io.mall.app.control..",
    "io.mall.app.access..",
    "io.mall.app.answer..",
    "io.mall.app.cache..",
    "io.mall.app.replica..",
  };

  private static final JavaClasses SHOP =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.mall.app");

  @Test
  void modulesUseOnlyWhatOthersOffer() {
    ApplicationModules.of(MallApplication.class).verify();
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("io.mall.app.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theKernelKnowsNoFeature() {
    check(
        noClasses()
            .that(resideInKernel())
            .and()
            .resideOutsideOfPackage("io.mall.app")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.mall.app..").and(DescribedPredicate.not(resideInKernel()))));
  }

  @Test
  void aFeatureShowsItsDoorItsRecordsItsProblemsAndNothingElse() {
    check(
        classes()
            .that(DescribedPredicate.not(resideInKernel()))
            .and()
            .areTopLevelClasses()
            .and()
            .arePublic()
            .should(beFitForOthers()));
  }

  @Test
  void whatServesOneModuleIsPackagePrivate() {
    check(
        classes()
            .that()
            .haveNameMatching(".*(Mapper|Row|View|Controller|Properties)")
            .should(bePackagePrivate()));
  }

  @Test
  void transactionsStandOnPublicMethodsOfDoors() {
    check(
        methods()
            .that()
            .areAnnotatedWith(Transactional.class)
            .should()
            .bePublic()
            .andShould()
            .beDeclaredInClassesThat()
            .arePublic()
            .andShould()
            .beDeclaredInClassesThat()
            .areAnnotatedWith(Component.class));
    check(noClasses().should().beAnnotatedWith(Transactional.class));
  }

  @Test
  void aTransactionMeansOneShardExceptInCheckout() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.mall.app.checkout..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.mall.sharding.transaction.."));
    check(methods().that().areAnnotatedWith(Transactional.class).should(haveTheDefaultIsolation()));
  }

  /** Undoing goes by the order's row; it opens no transaction across shards of its own. */
  @Test
  void oneClassOpensTransactionsAcrossShards() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.mall.app.checkout.Purchase")
            .should()
            .callMethodWhere(
                describe(
                    "it is AcrossShards.execute",
                    call ->
                        call.getTargetOwner().isEquivalentTo(AcrossShards.class)
                            && call.getName().equals("execute"))));
  }

  @Test
  void problemsAreRecordsInASealedInterface() {
    check(
        classes()
            .that()
            .implement(Problem.class)
            .and()
            .areNotInterfaces()
            .should()
            .beRecords()
            .andShould(beNestedInTheirModulesProblem()));
  }

  @Test
  void namesSayTheThingNotTheLayer() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage(
                "..service..",
                "..controller..",
                "..dao..",
                "..dto..",
                "..impl..",
                "..util..",
                "..utils..",
                "..common..",
                "..helper.."));
    check(noClasses().should().haveNameMatching(".*(Impl|Utils?|Manager|Helper|Service|Dto|Dao)"));
  }

  @Test
  void theShopDoesNotKnowTheLocalCluster() {
    check(noClasses().should().dependOnClassesThat().resideInAPackage("io.mall.local.."));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(SHOP);
  }

  private static DescribedPredicate<JavaClass> resideInKernel() {
    return JavaClass.Predicates.resideInAnyPackage(KERNEL);
  }

  private static ArchCondition<JavaClass> beFitForOthers() {
    return condition(
        "be a door, a record, an enum, a problem, an exception or a command",
        type ->
            type.isRecord()
                || type.isEnum()
                || type.isInterface()
                || type.isAssignableTo(Throwable.class)
                || type.isAnnotatedWith(Command.class)
                || (type.isAnnotatedWith(Component.class)
                    && !type.getModifiers().contains(JavaModifier.ABSTRACT)));
  }

  private static ArchCondition<JavaClass> beNestedInTheirModulesProblem() {
    return condition(
        "be nested in a sealed interface named …Problem",
        type ->
            type.getEnclosingClass()
                .map(JavaClass::reflect)
                .filter(outer -> outer.isSealed() && outer.getSimpleName().endsWith("Problem"))
                .isPresent());
  }

  private static ArchCondition<JavaMethod> haveTheDefaultIsolation() {
    return new ArchCondition<>("leave isolation to the pools and propagation to a door") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Transactional transactional = method.getAnnotationOfType(Transactional.class);
        boolean ok = transactional.isolation().value() < 0;
        events.add(new SimpleConditionEvent(method, ok, method.getFullName()));
      }
    };
  }

  private static ArchCondition<JavaClass> condition(
      String description, java.util.function.Predicate<JavaClass> test) {
    DescribedPredicate<JavaClass> predicate = describe(description, test);
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String message = type.getName() + " must " + description;
        events.add(new SimpleConditionEvent(type, predicate.test(type), message));
      }
    };
  }
}
