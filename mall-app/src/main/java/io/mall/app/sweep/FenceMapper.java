package io.mall.app.sweep;

import io.mall.sharding.slot.TableGroup;
import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/sweep. */
@Mapper
interface FenceMapper {

  int raise(
      @Param("group") TableGroup group,
      @Param("name") String name,
      @Param("token") long token,
      @Param("now") Instant now);

  Optional<Long> find(@Param("group") TableGroup group, @Param("name") String name);

  int insert(
      @Param("group") TableGroup group,
      @Param("name") String name,
      @Param("token") long token,
      @Param("now") Instant now);
}
