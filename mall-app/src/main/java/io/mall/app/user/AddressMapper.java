package io.mall.app.user;

import io.mall.app.kernel.AddressId;
import io.mall.app.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/user. */
@Mapper
interface AddressMapper {

  List<Address> list(@Param("userId") UserId userId, @Param("limit") int limit);

  Optional<Address> find(@Param("userId") UserId userId, @Param("addressId") AddressId addressId);

  int count(@Param("userId") UserId userId);

  int insert(
      @Param("userId") UserId userId, @Param("address") Address address, @Param("now") Instant now);

  int replace(
      @Param("userId") UserId userId, @Param("address") Address address, @Param("now") Instant now);

  int delete(@Param("userId") UserId userId, @Param("addressId") AddressId addressId);
}
