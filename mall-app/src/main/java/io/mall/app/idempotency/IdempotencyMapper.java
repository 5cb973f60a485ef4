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

  Optional<IdempotencyRow> findInCatalog(@Param("userId") UserId userId, @Param("key") String key);

  int insert(IdempotencyRow row);

  int insertInCatalog(IdempotencyRow row);

  /** Gives the answer to a request that was not done yet. */
  int finish(IdempotencyRow row);

  int finishInCatalog(IdempotencyRow row);

  int deleteOlder(
      @Param("group") TableGroup group, @Param("before") Instant before, @Param("limit") int limit);

  int deleteOlderInCatalog(@Param("before") Instant before, @Param("limit") int limit);
}
