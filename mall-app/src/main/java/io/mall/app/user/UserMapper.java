package io.mall.app.user;

import io.mall.app.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL in sql/mapper/user. */
@Mapper
interface UserMapper {

  int insert(UserRow row);

  Optional<UserRow> find(@Param("userId") UserId userId);

  Optional<UserRow> findByName(@Param("username") String username);

  int change(
      @Param("userId") UserId userId,
      @Param("version") @Nullable Long version,
      @Param("change") ProfileChange change,
      @Param("now") Instant now);

  /** Holds the user's row until the transaction ends; empty when there is no such user. */
  Optional<Long> lock(@Param("userId") UserId userId);
}
