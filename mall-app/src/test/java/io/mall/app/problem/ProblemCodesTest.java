package io.mall.app.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The codes are a contract with clients: a change of one shows in the golden file. */
class ProblemCodesTest {

  private static final Path GOLDEN =
      Path.of(
          System.getProperty("mall.home", ".."), "mall-app/src/main/resources/problem-codes.txt");

  @Test
  void everyCodeAndItsStatusIsInTheGoldenFile() throws IOException {
    List<String> codes =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.mall.app")
                .stream()
                .filter(type -> type.isAssignableTo(Problem.class) && type.isRecord())
                .map(JavaClass::reflect)
                .map(type -> line(type.asSubclass(Problem.class)))
                .sorted()
                .toList();
    Path actual = GOLDEN.resolveSibling("../../../target/problem-codes.txt").normalize();
    Files.write(actual, codes);
    assertThat(codes)
        .as("if this change of the contract is meant, copy %s to %s", actual, GOLDEN)
        .isEqualTo(Files.readAllLines(GOLDEN));
  }

  private static String line(Class<? extends Problem> type) {
    return Problem.code(type) + " " + sample(type).kind().status();
  }

  private static Problem sample(Class<? extends Problem> type) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Problem> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(Arrays.stream(types).map(ProblemCodesTest::nothing).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " has a constructor that does not take nothing", e);
    }
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == long.class) {
      return 1L;
    }
    if (type == int.class) {
      return 1;
    }
    if (type == boolean.class) {
      return false;
    }
    return type == List.class ? List.of() : null;
  }
}
