package io.mall.app.bench;

import java.util.Map;

/** One comparison. */
public interface Benchmark {

  /** What is compared with what, in one line. */
  String title();

  /** Settings of the shop that differ from its defaults. */
  Map<String, String> settings();

  /** Measures, and prints what there is to say beside the table. */
  Verdict run(Site site, Contest contest) throws Exception;
}
