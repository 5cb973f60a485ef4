package io.mall.app.webhook;

import io.mall.sharding.slot.TableGroup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/webhook. */
@Mapper
interface MessageMapper {

  int record(MessageRow row);

  List<MessageRow> list(@Param("group") TableGroup group, @Param("query") MessageQuery query);

  Optional<MessageRow> find(
      @Param("slot") int slot,
      @Param("endpointId") long endpointId,
      @Param("eventId") long eventId);

  int sendAgain(@Param("row") MessageRow row, @Param("now") Instant now);

  int forget(
      @Param("group") TableGroup group, @Param("before") Instant before, @Param("limit") int limit);
}
