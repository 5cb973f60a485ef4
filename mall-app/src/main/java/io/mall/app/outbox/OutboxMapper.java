package io.mall.app.outbox;

import io.mall.app.kernel.UserId;
import io.mall.sharding.slot.TableGroup;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/outbox. */
@Mapper
interface OutboxMapper {

  int insert(OutboxRow row);

  List<OutboxRow> findDue(
      @Param("group") TableGroup group, @Param("now") Instant now, @Param("limit") int limit);

  int countStuck(@Param("group") TableGroup group, @Param("attempts") int attempts);

  int claim(@Param("row") OutboxRow row, @Param("until") Instant until);

  int postpone(@Param("event") Event event, @Param("until") Instant until);

  int delete(@Param("userId") UserId userId, @Param("eventId") long eventId);
}
