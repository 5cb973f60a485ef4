package io.mall.sharding.lint;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every check under its code. */
final class Checks {

  /** Looks at a file and reports what one rule says is wrong with it. */
  interface Check {
    void run(RuleFile file, Report report);
  }

  /** SC001 is not here: what does not parse is reported by the parser. */
  static final SortedMap<Code, Check> ALL =
      new TreeMap<>(
          Map.ofEntries(
              entry(Code.SC002, FileChecks::unknownKey),
              entry(Code.SC003, FileChecks::unknownTag),
              entry(Code.SC004, FileChecks::duplicateKey),
              entry(Code.SC005, FileChecks::wrongShape),
              entry(Code.SC006, FileChecks::noRules),
              entry(Code.SC007, FileChecks::ruleTwice),
              entry(Code.SC010, DataSourceChecks::noAddress),
              entry(Code.SC011, DataSourceChecks::placeholderWithoutDefault),
              entry(Code.SC012, DataSourceChecks::passwordInClear),
              entry(Code.SC013, DataSourceChecks::sameAddress),
              entry(Code.SC014, DataSourceChecks::poolsExceed),
              entry(Code.SC015, DataSourceChecks::unused),
              entry(Code.SC016, DataSourceChecks::unknownPoolProperty),
              entry(Code.SC020, ReadWriteChecks::unknownMember),
              entry(Code.SC021, ReadWriteChecks::noReplica),
              entry(Code.SC022, ReadWriteChecks::replicaIsPrimary),
              entry(Code.SC023, ReadWriteChecks::transactionalReads),
              entry(Code.SC024, ReadWriteChecks::unknownStrategy),
              entry(Code.SC025, ReadWriteChecks::loadBalancer),
              entry(Code.SC026, ReadWriteChecks::memberOfTwoGroups),
              entry(Code.SC027, ReadWriteChecks::bypassesGroup),
              entry(Code.SC030, NodeChecks::unknownDataSource),
              entry(Code.SC031, NodeChecks::badNodes),
              entry(Code.SC032, NodeChecks::nodeTwice),
              entry(Code.SC033, NodeChecks::nodeShared),
              entry(Code.SC034, AlgorithmChecks::unknownAlgorithm),
              entry(Code.SC035, AlgorithmChecks::unused),
              entry(Code.SC036, AlgorithmChecks::unknownType),
              entry(Code.SC037, AlgorithmChecks::badProperties),
              entry(Code.SC038, AlgorithmChecks::unknownProperty),
              entry(Code.SC039, AlgorithmChecks::autoOrManual),
              entry(Code.SC040, StrategyChecks::kindMismatch),
              entry(Code.SC041, StrategyChecks::expressionWithoutColumn),
              entry(Code.SC042, StrategyChecks::noColumn),
              entry(Code.SC043, StrategyChecks::severalKinds),
              entry(Code.SC044, StrategyChecks::notSharded),
              entry(Code.SC045, StrategyChecks::notEvaluated),
              entry(Code.SC046, AlgorithmChecks::rangeAllowed),
              entry(Code.SC047, AlgorithmChecks::openInterval),
              entry(Code.SC048, AlgorithmChecks::droppedBoundary),
              entry(Code.SC049, StrategyChecks::idleDataSource),
              entry(Code.SC050, ReachChecks::keyLost),
              entry(Code.SC051, ReachChecks::nodeUnreached),
              entry(Code.SC052, ReachChecks::nodesCrossed),
              entry(Code.SC053, ReachChecks::keyTorn),
              entry(Code.SC054, ReachChecks::firstOfIn),
              entry(Code.SC055, ReachChecks::paddedKey),
              entry(Code.SC056, ReachChecks::formOfKey),
              entry(Code.SC057, ReachChecks::skew),
              entry(Code.SC060, ColumnChecks::columnAbsent),
              entry(Code.SC061, ColumnChecks::columnNullable),
              entry(Code.SC062, ColumnChecks::partnerType),
              entry(Code.SC063, ColumnChecks::uniqueWithoutKey),
              entry(Code.SC064, ColumnChecks::noDdl),
              entry(Code.SC065, ColumnChecks::tableInNoRule),
              entry(Code.SC066, ColumnChecks::unsuitedType),
              entry(Code.SC067, ColumnChecks::autoIncrement),
              entry(Code.SC068, ColumnChecks::schemaUnread),
              entry(Code.SC070, BindingChecks::unknownTable),
              entry(Code.SC071, BindingChecks::unequalShape),
              entry(Code.SC072, BindingChecks::otherAlgorithm),
              entry(Code.SC073, BindingChecks::twoGroups),
              entry(Code.SC080, KeyChecks::unknownGenerator),
              entry(Code.SC081, KeyChecks::noWorkerId),
              entry(Code.SC082, KeyChecks::noKeyColumn),
              entry(Code.SC083, KeyChecks::keyColumnAbsent),
              entry(Code.SC084, KeyChecks::auditOff),
              entry(Code.SC085, KeyChecks::unknownAuditor),
              entry(Code.SC090, OtherChecks::singleTwice),
              entry(Code.SC091, OtherChecks::badSingle),
              entry(Code.SC092, OtherChecks::twoRules),
              entry(Code.SC093, OtherChecks::everySingle),
              entry(Code.SC094, OtherChecks::unknownProperty),
              entry(Code.SC095, OtherChecks::badProperty),
              entry(Code.SC096, OtherChecks::sqlShow),
              entry(Code.SC097, OtherChecks::badMode),
              entry(Code.SC098, OtherChecks::connectionsPerQuery)));

  private Checks() {}

  /** The checks of the file's own shape. */
  static List<Finding> runFirst(RuleFile file) {
    return run(file, ALL.headMap(Code.SC010));
  }

  /** The checks of what it says. */
  static List<Finding> runRest(RuleFile file) {
    return run(file, ALL.tailMap(Code.SC010));
  }

  private static List<Finding> run(RuleFile file, Map<Code, Check> checks) {
    return checks.entrySet().stream()
        .flatMap(
            each -> {
              Report report = new Report(each.getKey());
              each.getValue().run(file, report);
              return report.findings().stream();
            })
        .toList();
  }
}
