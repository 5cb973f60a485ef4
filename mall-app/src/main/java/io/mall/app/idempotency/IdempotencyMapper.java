package io.mall.app.idempotency;

import io.mall.app.kernel.UserId;
import io.mall.sharding.slot.TableGroup;
import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/idempotency. */
@Mapper
interface IdempotencyMapper {

  Optional<IdempotencyRow> find(@Param("userId") UserId userId, @Param("key") String key);

  int insert(IdempotencyRow row);

  int deleteOlder(
      @Param("group") TableGroup group, @Param("before") Instant before, @Param("limit") int limit);
}
