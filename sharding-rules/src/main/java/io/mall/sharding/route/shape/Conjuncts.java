package io.mall.sharding.route.shape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.shardingsphere.sql.parser.statement.core.extractor.ExpressionExtractor;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.expr.ExpressionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.predicate.AndPredicate;

/** The predicates of a condition, in the OR-branches they belong to. */
final class Conjuncts {
  private Conjuncts() {}

  static List<Collection<ExpressionSegment>> branches(ExpressionSegment condition) {
    List<Collection<ExpressionSegment>> branches = new ArrayList<>();
    for (AndPredicate each : ExpressionExtractor.extractAndPredicates(condition)) {
      branches.add(each.getPredicates());
    }
    return branches;
  }

  /** Those that hold for every row: they are in each branch. */
  static List<ExpressionSegment> always(ExpressionSegment condition) {
    List<Collection<ExpressionSegment>> branches = branches(condition);
    List<ExpressionSegment> always = new ArrayList<>(branches.getFirst());
    for (Collection<ExpressionSegment> each : branches.subList(1, branches.size())) {
      Set<ExpressionSegment> branch = Collections.newSetFromMap(new IdentityHashMap<>());
      branch.addAll(each);
      always.removeIf(one -> !branch.contains(one));
    }
    return always;
  }
}
