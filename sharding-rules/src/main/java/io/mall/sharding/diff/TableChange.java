package io.mall.sharding.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an edit changes for one logic table.
 *
 * @param share of its keys that move, from 0 to 1
 * @param rows that move; null where nobody said how many there are
 * @param bytes that move
 * @param moves from one data source to another, or within one
 * @param lost the share of its keys that the new file finds nowhere
 * @param example a key that is lost
 * @param create actual tables that the new file has and the old one has not
 * @param drop the other way round
 * @param note what could not be found out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableChange(
    String table,
    double share,
    @Nullable Long rows,
    @Nullable Long bytes,
    List<Move> moves,
    double lost,
    @Nullable Long lostRows,
    @Nullable String example,
    List<String> create,
    List<String> drop,
    @Nullable String note) {

  /** Keys that go from one server to another; from and to are alike for a move within one. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Move(
      String from, String to, double share, @Nullable Long rows, @Nullable Long bytes) {}

  boolean isNothing() {
    return share == 0
        && lost == 0
        && create.isEmpty()
        && drop.isEmpty()
        && Optional.ofNullable(note).isEmpty();
  }
}
