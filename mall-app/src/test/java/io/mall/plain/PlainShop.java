package io.mall.plain;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Mapper;
import org.apache.shardingsphere.driver.api.yaml.YamlShardingSphereDataSourceFactory;
import org.mybatis.spring.annotation.MapperScan;
import org.mybatis.spring.boot.autoconfigure.MybatisAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * A product query and an order over HTTP, by Spring Boot, MyBatis and HikariCP: no caches, no
 * combining, no access rules, no ledger, no outbox. On one database ({@code plain.url}), or on
 * ShardingSphere-JDBC as it comes ({@code plain.rules}: a YAML file) whose local transactions may
 * be half committed.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  DataSourceTransactionManagerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  MybatisAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  TransactionAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
@MapperScan(annotationClass = Mapper.class)
@Import({PlainController.class, PlainOrders.class})
public class PlainShop {

  private static final int CONNECTIONS = 40;

  /** Serves until it is ended. */
  public static void main(String[] arguments) throws IOException {
    SpringApplication shop = new SpringApplication(PlainShop.class);
    // Not the shop's own application.yml, which lies on the same class path.
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("spring.config.name", "plain");
    defaults.put("spring.main.banner-mode", "off");
    defaults.put("spring.threads.virtual.enabled", "true");
    defaults.put("mybatis.configuration.map-underscore-to-camel-case", "true");
    shop.setDefaultProperties(defaults);
    Environment environment = shop.run(arguments).getEnvironment();
    tellReady(environment.getRequiredProperty("management.server.port", Integer.class));
  }

  /** Whoever starts it waits for the same address as of a whole shop. */
  private static void tellReady(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/actuator/health/readiness",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  /** Either the one database or ShardingSphere. */
  @Bean
  DataSource dataSource(Environment environment) throws SQLException, IOException {
    String rules = environment.getProperty("plain.rules", "");
    if (!rules.isEmpty()) {
      return YamlShardingSphereDataSourceFactory.createDataSource(
          Files.readAllBytes(Path.of(rules)));
    }
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(environment.getRequiredProperty("plain.url"));
    pool.setUsername(environment.getRequiredProperty("plain.username"));
    pool.setPassword(environment.getRequiredProperty("plain.password"));
    pool.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(pool);
  }
}
