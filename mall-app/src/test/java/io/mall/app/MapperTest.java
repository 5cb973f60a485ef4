package io.mall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The folder sql/mapper against the code that calls it, and the house rules of statements. */
class MapperTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("mall.home", ".."), "sql", "mapper");
  private static final Pattern NAME = Pattern.compile("\\s*/\\* ([a-z]+\\.([A-Za-z]+)) \\*/\\s.*");
  private static final Set<String> KINDS = Set.of("select", "insert", "update", "delete");

  /** One statement of a mapper file. */
  private record Statement(Path file, String namespace, Element element) {
    String id() {
      return element.getAttribute("id");
    }

    String text() {
      return element.getTextContent();
    }

    String place() {
      return FOLDER.relativize(file) + " " + id();
    }
  }

  @Test
  void everyMethodHasItsStatementAndEveryStatementItsMethod() throws Exception {
    for (Path file : files()) {
      String namespace = parse(file).getDocumentElement().getAttribute("namespace");
      Set<String> ids = new TreeSet<>();
      statements(file).forEach(statement -> ids.add(statement.id()));
      Set<String> methods = new TreeSet<>();
      Arrays.stream(Class.forName(namespace).getDeclaredMethods())
          .filter(method -> !method.isDefault() && !method.isSynthetic())
          .map(Method::getName)
          .forEach(methods::add);
      assertThat(ids).as(FOLDER.relativize(file) + " against " + namespace).isEqualTo(methods);
    }
  }

  @Test
  void aFileLiesInTheFolderOfItsModuleUnderTheNameOfItsMapper() throws Exception {
    for (Path file : files()) {
      String namespace = parse(file).getDocumentElement().getAttribute("namespace");
      String module = FOLDER.relativize(file).getName(0).toString();
      String mapper = file.getFileName().toString().replace(".xml", "");
      assertThat(namespace).isEqualTo("io.mall.app." + module + "." + mapper);
    }
  }

  @Test
  void everyStatementBeginsWithANameOfItsOwn() throws Exception {
    Set<String> names = new HashSet<>();
    for (Path file : files()) {
      for (Statement statement : statements(file)) {
        Matcher name = NAME.matcher(statement.text().replace('\n', ' '));
        assertThat(name.matches()).as(statement.place() + " begins with /* module.id */").isTrue();
        assertThat(name.group(2)).as(statement.place()).isEqualTo(statement.id());
        assertThat(names.add(name.group(1))).as(statement.place() + " is named once").isTrue();
      }
    }
  }

  @Test
  void statementsKeepTheHouseRules() throws Exception {
    List<String> findings = new ArrayList<>();
    for (Path file : files()) {
      String whole = Files.readString(file);
      if (whole.contains("${")) {
        findings.add(file + ": ${} pastes text into SQL");
      }
      if (whole.contains("<cache")) {
        findings.add(file + ": there is no second-level cache");
      }
      for (Statement statement : statements(file)) {
        String sql = statement.text().toUpperCase(Locale.ROOT);
        if (sql.contains("SELECT *")) {
          findings.add(statement.place() + ": names no columns");
        }
        if (statement.element().getTagName().equals("select") && !sql.contains("LIMIT")) {
          findings.add(statement.place() + ": has no LIMIT");
        }
        if (sql.contains("OFFSET")) {
          findings.add(statement.place() + ": pages by OFFSET");
        }
      }
    }
    assertThat(findings).isEmpty();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<Path> xml = files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
      assertThat(xml).isNotEmpty();
      return xml;
    }
  }

  private static List<Statement> statements(Path file) throws Exception {
    Element root = parse(file).getDocumentElement();
    List<Statement> statements = new ArrayList<>();
    NodeList children = root.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      Node child = children.item(i);
      if (child instanceof Element element && KINDS.contains(element.getTagName())) {
        statements.add(new Statement(file, root.getAttribute("namespace"), element));
      }
    }
    return statements;
  }

  private static Document parse(Path file) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    return builder.parse(file.toFile());
  }
}
