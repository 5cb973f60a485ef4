package io.mall.sharding.route.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ibatis.builder.MapperBuilderAssistant;
import org.apache.ibatis.builder.xml.XMLIncludeTransformer;
import org.apache.ibatis.builder.xml.XMLMapperEntityResolver;
import org.apache.ibatis.parsing.XNode;
import org.apache.ibatis.parsing.XPathParser;
import org.apache.ibatis.scripting.xmltags.XMLScriptBuilder;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.type.ObjectTypeHandler;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXParseException;

/**
 * Reads the statements of mapper files with MyBatis' own classes, but without the Java classes the
 * mappers mention: those are in the application, which need not be there.
 */
final class MapperFiles {

  private static final Set<String> KINDS = Set.of("select", "insert", "update", "delete");

  /** The type, handler and mode of a parameter mean classes; its name is enough here. */
  private static final Pattern PARAMETER = Pattern.compile("#\\{\\s*([\\w.\\[\\]]+)\\s*,[^}]*}");

  /** What could not be read. */
  record Problem(String file, int line, String what) {}

  private final Configuration configuration = new Configuration();
  private final List<MapperStatement> statements = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private MapperFiles() {
    configuration.getTypeHandlerRegistry().register(Assignment.class, ObjectTypeHandler.class);
  }

  static MapperFiles read(List<Path> places) throws IOException {
    MapperFiles mappers = new MapperFiles();
    List<Parsed> parsed = new ArrayList<>();
    for (Path place : places) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(MapperFiles::isXml).sorted().toList()) {
          mappers.parse(file, parsed);
        }
      }
    }
    parsed.forEach(mappers::addFragments);
    parsed.forEach(mappers::addStatements);
    return mappers;
  }

  private static boolean isXml(Path file) {
    return Files.isRegularFile(file) && file.toString().endsWith(".xml");
  }

  List<MapperStatement> statements() {
    return statements;
  }

  List<Problem> problems() {
    return problems;
  }

  private record Parsed(String file, String text, XNode mapper, String namespace) {}

  private void parse(Path file, List<Parsed> parsed) throws IOException {
    String text = Files.readString(file);
    try {
      String plain = PARAMETER.matcher(text).replaceAll("#{$1}");
      XPathParser parser =
          new XPathParser(plain, false, new Properties(), new XMLMapperEntityResolver());
      @Nullable XNode mapper = parser.evalNode("/mapper");
      if (mapper == null) {
        problems.add(
            new Problem(file.toString(), 1, "The file is no mapper: its root is another."));
        return;
      }
      String namespace = mapper.getStringAttribute("namespace", "");
      parsed.add(new Parsed(file.toString(), text, mapper, namespace));
    } catch (RuntimeException e) {
      problems.add(new Problem(file.toString(), line(e), "The file is not XML: " + reason(e)));
    }
  }

  private void addFragments(Parsed file) {
    for (XNode each : file.mapper.evalNodes("sql")) {
      String id = file.namespace + "." + each.getStringAttribute("id", "");
      configuration.getSqlFragments().put(id, each);
    }
  }

  private void addStatements(Parsed file) {
    for (XNode each : file.mapper.getChildren()) {
      String kind = each.getName();
      String id = each.getStringAttribute("id", "");
      if (KINDS.contains(kind)) {
        int line = lineOf(file.text, kind, id);
        try {
          add(file, each, line, kind, id);
        } catch (RuntimeException e) {
          problems.add(new Problem(file.file, line, "Statement %s: %s".formatted(id, reason(e))));
        }
      } else if (!Set.of("sql", "resultMap", "cache", "cache-ref", "parameterMap").contains(kind)) {
        int line = lineOf(file.text, kind, id);
        problems.add(new Problem(file.file, line, "A mapper has no element <" + kind + ">."));
      }
    }
  }

  private void add(Parsed file, XNode node, int line, String kind, String id) {
    MapperBuilderAssistant assistant = new MapperBuilderAssistant(configuration, file.file);
    assistant.setCurrentNamespace(file.namespace);
    new XMLIncludeTransformer(configuration, assistant).applyIncludes(node.getNode());
    List<String> tests = new ArrayList<>();
    List<String> lists = new ArrayList<>();
    collect(node.getNode(), tests, lists);
    removeKeys(node.getNode());
    statements.add(
        new MapperStatement(
            file.file,
            line,
            file.namespace.substring(file.namespace.lastIndexOf('.') + 1) + "." + id,
            kind,
            new XMLScriptBuilder(configuration, node, Object.class).parseScriptNode(),
            tests,
            lists));
  }

  private static void collect(Node node, List<String> tests, List<String> lists) {
    if (node instanceof Element element) {
      if (element.hasAttribute("test")) {
        tests.add(element.getAttribute("test"));
      }
      if (element.hasAttribute("collection")) {
        lists.add(element.getAttribute("collection"));
      }
    }
    NodeList children = node.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      collect(children.item(i), tests, lists);
    }
  }

  private static void removeKeys(Node statement) {
    NodeList children = statement.getChildNodes();
    for (int i = children.getLength() - 1; i >= 0; i--) {
      if (children.item(i).getNodeName().equals("selectKey")) {
        statement.removeChild(children.item(i));
      }
    }
  }

  private static int lineOf(String text, String kind, String id) {
    Matcher place =
        Pattern.compile("<" + kind + "\\b[^>]*\\bid\\s*=\\s*[\"']" + Pattern.quote(id) + "[\"']")
            .matcher(text);
    int at = place.find() ? place.start() : Math.max(0, text.indexOf("<" + kind));
    return 1 + (int) text.substring(0, at).chars().filter(each -> each == '\n').count();
  }

  private static int line(Throwable e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof SAXParseException sax) {
        return Math.max(1, sax.getLineNumber());
      }
    }
    return 1;
  }

  private static String reason(Throwable e) {
    Throwable last = e;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage()).lines().findFirst().orElse("").strip();
  }
}
