package io.mall.app.outbox;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.sharding.slot.TableGroup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/outbox. */
@Mapper
interface OutboxMapper {

  Optional<Integer> lockLast(
      @Param("userId") UserId userId,
      @Param("orderNo") OrderNo orderNo,
      @Param("receiver") long receiver);

  int insert(OutboxRow row);

  List<OutboxRow> lockDue(@Param("group") TableGroup group, @Param("query") DueQuery query);

  int countStuck(@Param("group") TableGroup group, @Param("attempts") int attempts);

  int lease(@Param("row") OutboxRow row, @Param("until") Instant until);

  int postpone(@Param("event") Event event, @Param("until") Instant until);

  int putBack(@Param("event") Event event, @Param("now") Instant now);

  List<OutboxRow> lockFirstTwo(@Param("event") Event event);

  int delete(@Param("event") Event event);
}
