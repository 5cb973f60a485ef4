package io.mall.app.data;

import io.mall.app.kernel.AddressId;
import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.sharding.ShardedDataSource;
import java.time.Instant;
import org.apache.ibatis.session.AutoMappingBehavior;
import org.apache.ibatis.session.AutoMappingUnknownColumnBehavior;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.type.TypeHandlerRegistry;
import org.mybatis.spring.boot.autoconfigure.ConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** MyBatis as this house uses it: columns by name into records, nothing cached, nothing ignored. */
@Configuration(proxyBeanMethods = false)
class MybatisConfiguration {

  @Bean
  ConfigurationCustomizer mybatis(DataProperties properties, ShardedDataSource shards) {
    return mybatis -> {
      mybatis.addInterceptor(new ReplicaFallback(shards));
      mybatis.setMapUnderscoreToCamelCase(true);
      mybatis.setArgNameBasedConstructorAutoMapping(true);
      mybatis.setAutoMappingBehavior(AutoMappingBehavior.PARTIAL);
      mybatis.setAutoMappingUnknownColumnBehavior(AutoMappingUnknownColumnBehavior.FAILING);
      mybatis.setCacheEnabled(false);
      mybatis.setLocalCacheScope(LocalCacheScope.STATEMENT);
      mybatis.setDefaultStatementTimeout((int) properties.statementTimeout().toSeconds());
      register(mybatis.getTypeHandlerRegistry());
    };
  }

  private static void register(TypeHandlerRegistry handlers) {
    handlers.register(Instant.class, new InstantHandler());
    handlers.register(UserId.class, new IdHandler<>(UserId::new));
    handlers.register(AddressId.class, new IdHandler<>(AddressId::new));
    handlers.register(OrderNo.class, new IdHandler<>(OrderNo::new));
    handlers.register(PaymentNo.class, new IdHandler<>(PaymentNo::new));
    handlers.register(ProductId.class, new IdHandler<>(ProductId::new));
    handlers.register(CategoryId.class, new IdHandler<>(CategoryId::new));
  }
}
