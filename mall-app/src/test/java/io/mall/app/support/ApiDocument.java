package io.mall.app.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of the running shop, as far as a test that makes requests needs it. */
public final class ApiDocument {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final JsonNode root;

  private ApiDocument(JsonNode root) {
    this.root = root;
  }

  public static ApiDocument of(Mall mall) {
    return new ApiDocument(JSON.readTree(mall.anonymous().get("/v3/api-docs").asByteArray()));
  }

  /** One method of one path. */
  public record Operation(String method, String path, JsonNode node) {

    public List<String> parameters(String in) {
      List<String> names = new ArrayList<>();
      for (JsonNode parameter : node.path("parameters")) {
        if (parameter.path("in").asString("").equals(in)) {
          names.add(parameter.path("name").asString());
        }
      }
      return names;
    }

    public boolean hasBody() {
      return node.has("requestBody");
    }

    /** Whether the document names this status. */
    public boolean answers(int status) {
      return node.path("responses").has(Integer.toString(status));
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .map(
                        method ->
                            new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue()))
                    .forEach(operations::add));
    return operations;
  }

  /** A body that has every field of its schema with a harmless value. */
  public String example(Operation operation) {
    return example(schema(operation), 0);
  }

  /** The example with one field at a time replaced, left out or doubled. */
  public List<String> mutations(Operation operation, List<String> values) {
    JsonNode schema = resolve(schema(operation));
    List<String> bodies = new ArrayList<>();
    if (schema.path("type").asString("").equals("array")) {
      for (String item : mutationsOf(resolve(schema.path("items")), values, 1)) {
        bodies.add("[" + item + "]");
      }
      return bodies;
    }
    return mutationsOf(schema, values, 0);
  }

  private List<String> mutationsOf(JsonNode schema, List<String> values, int depth) {
    Map<String, String> fields = fields(schema, depth);
    List<String> bodies = new ArrayList<>();
    for (String name : fields.keySet()) {
      for (String value : values) {
        bodies.add(object(fields, name, value));
      }
      Map<String, String> without = new LinkedHashMap<>(fields);
      without.remove(name);
      bodies.add(object(without, "", ""));
      JsonNode inner = resolve(schema.path("properties").path(name));
      bodies.addAll(inner(fields, name, inner, values, depth));
    }
    return bodies;
  }

  private List<String> inner(
      Map<String, String> fields, String name, JsonNode inner, List<String> values, int depth) {
    List<String> bodies = new ArrayList<>();
    boolean list = inner.path("type").asString("").equals("array");
    JsonNode object = list ? resolve(inner.path("items")) : inner;
    if (depth < 2 && object.has("properties")) {
      for (String body : mutationsOf(object, values, depth + 1)) {
        bodies.add(object(fields, name, list ? "[" + body + "]" : body));
      }
    }
    return bodies;
  }

  private static String object(Map<String, String> fields, String replaced, String value) {
    List<String> members = new ArrayList<>();
    fields.forEach(
        (name, example) ->
            members.add("\"" + name + "\":" + (name.equals(replaced) ? value : example)));
    return "{" + String.join(",", members) + "}";
  }

  private Map<String, String> fields(JsonNode schema, int depth) {
    Map<String, String> fields = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(field -> fields.put(field.getKey(), example(field.getValue(), depth + 1)));
    return fields;
  }

  private String example(JsonNode raw, int depth) {
    JsonNode schema = resolve(raw);
    if (depth > 4) {
      return "null";
    }
    if (schema.has("properties")) {
      return object(fields(schema, depth), "", "");
    }
    if (schema.has("enum")) {
      return schema.path("enum").path(0).toString();
    }
    return switch (schema.path("type").asString("")) {
      case "array" -> "[" + example(schema.path("items"), depth + 1) + "]";
      case "integer", "number" -> "7";
      case "boolean" -> "false";
      case "object" -> "{}";
      default -> "\"123456789\"";
    };
  }

  private JsonNode schema(Operation operation) {
    for (JsonNode content : operation.node().path("requestBody").path("content")) {
      return content.path("schema");
    }
    return JSON.createObjectNode();
  }

  private JsonNode resolve(JsonNode schema) {
    JsonNode ref = schema.path("$ref");
    return ref.isMissingNode()
        ? schema
        : root.path("components")
            .path("schemas")
            .path(ref.asString().substring("#/components/schemas/".length()));
  }
}
