package io.mall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The house rules that only the source shows: sizes, package sentences. */
class SourceTest {

  private static final int MAX_FILE = 400;
  private static final int MAX_METHOD = 60;
  private static final int MAX_PARAMETERS = 5;
  private static final int MAX_PUBLIC_TYPES = 8;

  private static final Path SOURCES =
      Path.of(System.getProperty("mall.home", ".."), "mall-app", "src");

  @Test
  void everyPackageSaysWhatItIs() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> folders =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .toList();
      assertThat(folders)
          .isNotEmpty()
          .allSatisfy(
              folder -> {
                assertThat(folder.resolve("package-info.java")).exists();
                assertThat(folder.resolve("package-info.java"))
                    .content()
                    .startsWith("/**")
                    .contains("@NullMarked");
              });
    }
  }

  @Test
  void filesMethodsAndPackagesStaySmall() throws IOException {
    List<String> findings = new ArrayList<>();
    Map<String, Integer> publicTypes = new TreeMap<>();
    for (Path file : sources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > MAX_FILE) {
        findings.add(file + " has " + lines + " lines");
      }
    }
    for (CompilationUnitTree unit : parse(sources(), findings)) {
      String name = String.valueOf(unit.getPackageName());
      int count =
          (int)
              unit.getTypeDecls().stream()
                  .filter(ClassTree.class::isInstance)
                  .filter(
                      type ->
                          ((ClassTree) type).getModifiers().getFlags().contains(Modifier.PUBLIC))
                  .count();
      publicTypes.merge(name, count, Integer::sum);
    }
    publicTypes.forEach(
        (name, count) -> {
          if (count > MAX_PUBLIC_TYPES) {
            findings.add(name + " has " + count + " public types");
          }
        });
    assertThat(findings).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve("main"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<CompilationUnitTree> parse(List<Path> files, List<String> findings)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
      List<CompilationUnitTree> units = new ArrayList<>();
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        units.add(unit);
        new Measure(unit, positions, findings).scan(unit, null);
      }
      return units;
    }
  }

  private static final class Measure extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> findings;

    Measure(CompilationUnitTree unit, SourcePositions positions, List<String> findings) {
      this.unit = unit;
      this.positions = positions;
      this.findings = findings;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      LineMap map = unit.getLineMap();
      long end = positions.getEndPosition(unit, method);
      long start = positions.getStartPosition(unit, method);
      long lines = end < 0 ? 0 : map.getLineNumber(end) - map.getLineNumber(start) + 1;
      if (lines > MAX_METHOD) {
        findings.add(where(method) + " has " + lines + " lines");
      }
      boolean constructor = method.getReturnType() == null;
      if (!constructor && method.getParameters().size() > MAX_PARAMETERS) {
        findings.add(where(method) + " has " + method.getParameters().size() + " parameters");
      }
      return super.visitMethod(method, null);
    }

    private String where(MethodTree method) {
      return unit.getSourceFile().getName() + " " + method.getName();
    }
  }
}
