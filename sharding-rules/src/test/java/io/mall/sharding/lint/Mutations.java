package io.mall.sharding.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils a good rules file in one place, the same for a seed. */
final class Mutations {

  /** A spoilt file and the codes of which one must be found. */
  record Mutant(String name, String text, Set<Code> expected) {}

  /** A place to spoil, what comes there, and what must be found. */
  private record Mutation(String name, Pattern place, String replacement, Set<Code> expected) {}

  private static final List<Mutation> ALL = new ArrayList<>();

  static {
    add(
        "misspelt table key",
        "(?m)^( {6})(actualDataNodes|actualDataSources|databaseStrategy|tableStrategy)(?=:)",
        "$1$2x",
        Code.SC002);
    add("misspelt strategy key", "(shardingColumn|shardingAlgorithmName)(?=:)", "$1e", Code.SC002);
    add(
        "misspelt rule key",
        "(?m)^  (bindingTables|shardingAlgorithms|defaultAuditStrategy)(?=:)",
        "  $1z",
        Code.SC002);
    add("misspelt pool key", "(maximumPoolSiz)e(?=:)", "$1", Code.SC016);
    add("misspelt property", "sql-show(?=:)", "sqlshow-", Code.SC094);
    add(
        "misspelt algorithm property",
        "algorithm-expression(?=:)",
        "algorithm-expresion",
        Code.SC037,
        Code.SC038);
    add("wrong property value", "(max-connections-size-per-query): 1", "$1: many", Code.SC095);
    add("misspelt tag", "!(SHARDING|SINGLE|READWRITE_SPLITTING)", "!$1S", Code.SC003);
    add(
        "algorithm that is not there",
        "shardingAlgorithmName: (\\w+)",
        "shardingAlgorithmName: no_$1",
        Code.SC034);
    add(
        "misspelt type",
        "type: (INLINE|MOD|COMPLEX_INLINE|BOUNDARY_RANGE|VOLUME_RANGE)",
        "type: $1X",
        Code.SC036);
    add("count missing", "(?m)^ +sharding-count: \\d+\n", "", Code.SC037);
    add("count not a number", "sharding-count: \\d+", "sharding-count: few", Code.SC037);
    add("dropped boundary", "'1000,2000,", "'1000,2_000,", Code.SC048);
    add("nodes in an unknown data source", "(?<=actualDataNodes: )ds_", "db_", Code.SC030);
    add("nodes without a data source", "(?<=actualDataNodes: )ds_[^.]*\\.", "", Code.SC031);
    add("a node twice", "(?<=actualDataNodes: )(.*)", "$1,$1", Code.SC032);
    add(
        "more tables than reached",
        "(?m)(actualDataNodes: .*_\\$\\{\\d+\\.\\.)(\\d)\\}$",
        "$1${next}}",
        Code.SC051,
        Code.SC052,
        Code.SC071);
    add(
        "larger divisor",
        "(%\\s*)(\\d+)(?=\\}\n)",
        "$1${double}",
        Code.SC050,
        Code.SC053,
        Code.SC072);
    add(
        "replica is primary",
        "readDataSourceNames: \\[(ds_\\d)_\\w+\\]",
        "readDataSourceNames: [$1_w]",
        Code.SC022,
        Code.SC020);
    add("no replica", "readDataSourceNames: \\[.*\\]", "readDataSourceNames: []", Code.SC021);
    add("stale reads", "(transactionalReadQueryStrategy): PRIMARY", "$1: FIXED", Code.SC023);
    add(
        "unknown strategy of reads",
        "(transactionalReadQueryStrategy): PRIMARY",
        "$1: MASTER",
        Code.SC024);
    add("unknown load balancer", "loadBalancerName: \\w+", "loadBalancerName: nobody", Code.SC025);
    add("placeholder without colons", "\\$\\$\\{(\\w+)::\\}", "\\$\\${$1}", Code.SC011);
    add("password in clear", "password: '\\$\\$\\{.*\\}'", "password: secret1", Code.SC012);
    add("no address", "(?m)^ +jdbcUrl: .*\n", "", Code.SC010);
    add(
        "large pool",
        "maximumPoolSize: \\d+(?=\n  ds_0|\n\nrules|\n  ds_1)",
        "maximumPoolSize: 900",
        Code.SC014);
    add("two with one address", "(jdbcUrl: jdbc:mysql://)ds-1", "$1ds-0", Code.SC013, Code.SC022);
    add(
        "auditor that is not there",
        "auditorNames: \\[\\w+\\]",
        "auditorNames: [nobody]",
        Code.SC085);
    add("audit off", "auditorNames: \\[\\w+\\]", "auditorNames: []", Code.SC084);
    add("column missing", "(?m)^ +shardingColumns?: .*\n", "", Code.SC042);
    add("other column", "shardingColumn: user_id", "shardingColumn: userid", Code.SC041);
    add("binding to nothing", "(?m)^  - (\\w+, )(\\w+)$", "  - $1$2_old", Code.SC070);
    add("single twice", "(?m)^  - ds_0\\.(\\w+)$", "  - ds_0.$1\n  - ds_1.$1", Code.SC090);
    add("single without a data source", "(?m)^  - ds_0\\.(\\w+)$", "  - $1", Code.SC091);
    add("single and sharded", "(?m)^  - ds_0\\.\\w+$", "  - ds_0.ta", Code.SC092);
    add("everything single", "(?m)^  - ds_0\\.\\w+$", "  - '*.*'", Code.SC093);
    add("statements logged", "sql-show: false", "sql-show: true", Code.SC096);
    add(
        "a quotation mark never closed",
        "password: '\\$\\$\\{(\\w+)::\\}'",
        "password: '$1",
        Code.SC001);
    add("a bracket never closed", "(actualDataNodes|shardingColumn): (.*)", "$1: [$2", Code.SC001);
    add("a tab", "(?m)^    (\\w+:)$", "\t  $1", Code.SC001);
    add(
        "a value of the wrong shape",
        "(?m)^( +)props:\n",
        "$1props: none\n$1was:\n",
        Code.SC005,
        Code.SC002);
  }

  private Mutations() {}

  private static void add(String name, String place, String replacement, Code... expected) {
    ALL.add(new Mutation(name, Pattern.compile(place), replacement, Set.of(expected)));
  }

  /** The mutations in turn, each at a random place; those without a place are passed over. */
  static Mutant make(String text, long seed) {
    Random random = new Random(seed);
    for (int i = 0; ; i++) {
      Mutation mutation = ALL.get((int) ((seed + i) % ALL.size()));
      List<MatchResult> places = mutation.place.matcher(text).results().toList();
      if (!places.isEmpty()) {
        MatchResult place = places.get(random.nextInt(places.size()));
        return new Mutant(mutation.name, spoil(text, mutation, place), mutation.expected);
      }
    }
  }

  private static String spoil(String text, Mutation mutation, MatchResult place) {
    String replacement = mutation.replacement;
    if (replacement.contains("${next}")) {
      replacement = replacement.replace("${next}", "" + (Integer.parseInt(place.group(2)) + 1));
    }
    if (replacement.contains("${double}")) {
      replacement = replacement.replace("${double}", "" + 2 * Integer.parseInt(place.group(2)));
    }
    Matcher matcher = mutation.place.matcher(text);
    StringBuilder spoilt = new StringBuilder();
    while (matcher.find()) {
      if (matcher.start() == place.start()) {
        matcher.appendReplacement(spoilt, replacement);
        return matcher.appendTail(spoilt).toString();
      }
    }
    throw new IllegalStateException("the place is gone");
  }
}
