package io.mall.app.webhook;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL in sql/mapper/webhook. */
@Mapper
interface EndpointMapper {

  List<EndpointRow> all(@Param("limit") int limit);

  Optional<EndpointRow> lock(@Param("endpointId") long endpointId);

  int insert(EndpointRow row);

  int change(EndpointRow row);

  int delete(@Param("endpointId") long endpointId);
}
