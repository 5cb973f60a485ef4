package io.mall.sharding.lint;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.shardingsphere.driver.yaml.YamlJDBCConfiguration;
import org.apache.shardingsphere.infra.spi.ShardingSphereServiceLoader;
import org.apache.shardingsphere.infra.util.yaml.YamlConfiguration;
import org.apache.shardingsphere.infra.util.yaml.shortcuts.ShardingSphereYamlShortcuts;
import org.apache.shardingsphere.infra.yaml.config.pojo.rule.YamlRuleConfiguration;

/** Walks a file against the classes that ShardingSphere reads it into. */
final class Shapes {

  /** What a walk tells about. */
  interface Visitor {
    void unknownKey(Item key, Collection<String> known);

    void wrongShape(Item item, String expected);

    void unknownTag(Item rule, Collection<String> known);
  }

  private final Visitor visitor;
  private final Map<String, Class<?>> tags = new TreeMap<>();

  Shapes(Visitor visitor) {
    this.visitor = visitor;
    ShardingSphereServiceLoader.getServiceInstances(ShardingSphereYamlShortcuts.class)
        .forEach(each -> tags.putAll(each.getYamlShortcuts()));
  }

  void walk(Item root) {
    walkBean(root, YamlJDBCConfiguration.class);
  }

  private void walk(Item item, Type type) {
    if (item.isNull()) {
      return;
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      Type[] arguments = generic.getActualTypeArguments();
      if (Map.class.isAssignableFrom(raw)) {
        walkMap(item, arguments[1]);
      } else if (Collection.class.isAssignableFrom(raw)) {
        walkList(item, arguments[0]);
      }
    } else if (type == Properties.class) {
      walkMap(item, String.class);
    } else if (type instanceof Class<?> plain) {
      walkPlain(item, plain);
    }
  }

  private void walkPlain(Item item, Class<?> type) {
    if (YamlRuleConfiguration.class == type) {
      Class<?> rule = tags.get(item.tag());
      if (rule == null) {
        visitor.unknownTag(item, tags.keySet());
      } else {
        walkBean(item, rule);
      }
    } else if (YamlConfiguration.class.isAssignableFrom(type)) {
      walkBean(item, type);
    } else if ((type == String.class || type.isPrimitive() || Number.class.isAssignableFrom(type))
        && !item.isScalar()) {
      visitor.wrongShape(item, "one value");
    } else if (type == boolean.class && !item.text().matches("(?i)true|false|yes|no|on|off")) {
      visitor.wrongShape(item, "true or false");
    }
  }

  private void walkBean(Item item, Class<?> type) {
    if (type.getSimpleName().equals("YamlNoneShardingStrategyConfiguration")) {
      return;
    }
    if (!item.isMapping()) {
      visitor.wrongShape(item, "a mapping of keys to values");
      return;
    }
    Map<String, Type> known = fields(type);
    for (Item entry : item.entries()) {
      Type field = known.get(entry.name());
      if (field == null) {
        visitor.unknownKey(entry, known.keySet());
      } else {
        walk(entry, field);
      }
    }
  }

  private void walkMap(Item item, Type values) {
    if (!item.isMapping()) {
      visitor.wrongShape(item, "a mapping of keys to values");
      return;
    }
    boolean open = values == Object.class;
    item.entries().stream().filter(each -> !open).forEach(each -> walk(each, values));
  }

  private void walkList(Item item, Type elements) {
    if (!item.isSequence()) {
      visitor.wrongShape(item, "a list");
      return;
    }
    item.elements().forEach(each -> walk(each, elements));
  }

  private static Map<String, Type> fields(Class<?> type) {
    Map<String, Type> fields = new LinkedHashMap<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          fields.putIfAbsent(field.getName(), field.getGenericType());
        }
      }
    }
    return fields;
  }
}
