package io.mall.load.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void metricsAreReadFromWhatTheShopTells() {
    Metrics.Look look =
        Metrics.parse(
            """
            # TYPE hikaricp_connections_active gauge
            hikaricp_connections_active{application="mall",pool="ds_0"} 2.0
            hikaricp_connections_active{application="mall",pool="ds_1"} 3.0
            mall_catalog_cache_reads_total{application="mall",result="hit"} 7.0
            mall_catalog_cache_reads_total{application="mall",result="miss"} 1.0
            mall_cache_shared_reads_total{kind="product",outcome="hit"} 4.0
            mall_cache_shared_reads_total{kind="list",outcome="waited"} 2.0
            mall_cache_shared_reads_total{kind="product",outcome="miss"} 3.0
            mall_answers_ready_total{uri="/api/products/{productId}"} 5.0
            http_server_requests_seconds_count{uri="/api/products/{productId}",status="200"} 8.0
            http_server_requests_seconds_count{uri="/api/orders",status="201"} 2.0
            jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.5E7
            jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.0E7
            process_cpu_usage{application="mall"} 0.25
            """);
    assertThat(look.connections()).isEqualTo(5);
    assertThat(look.memory()).isEqualTo(new Metrics.Reads(7, 8));
    assertThat(look.shared()).isEqualTo(new Metrics.Reads(6, 9));
    assertThat(look.ready()).isEqualTo(new Metrics.Reads(5, 10));
    assertThat(look.heap()).isEqualTo(1.5e7);
    assertThat(look.cpu()).isEqualTo(0.25);
  }
}
