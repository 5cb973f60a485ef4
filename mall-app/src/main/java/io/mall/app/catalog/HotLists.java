package io.mall.app.catalog;

import io.mall.app.cache.HotKeys;
import io.mall.app.problem.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts lists that everybody asks another instance for into the memory of this one. */
@Component
class HotLists {

  private static final Logger log = LoggerFactory.getLogger(HotLists.class);

  private final Products products;
  private final ListAnswers answers;

  HotLists(HotKeys hotKeys, Products products, ListAnswers answers) {
    this.products = products;
    this.answers = answers;
    hotKeys
        .kind(ListAnswers.KIND)
        .promoteWith(parameters -> Thread.startVirtualThread(() -> promote(parameters)));
  }

  private void promote(String parameters) {
    try {
      ProductQuery query = request(parameters).toQuery();
      if (query.mayBeKept()) {
        products.keep(query);
        answers.prepare(parameters, query);
      }
    } catch (ProblemException | IllegalArgumentException noList) {
      log.atDebug().setCause(noList).log("a list of another release");
    }
  }

  /** The parameters as the instance that tells of them was sent them. */
  private static ListRequest request(String parameters) {
    Map<String, String> sent = new HashMap<>();
    for (String each : parameters.split("&", -1)) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        String name = URLDecoder.decode(each.substring(0, equals), StandardCharsets.UTF_8);
        String value = URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8);
        if (sent.put(name, value) != null) {
          throw new IllegalArgumentException("twice: " + name);
        }
      }
    }
    return new ListRequest(
        sent.get("category"),
        sent.get("status"),
        sent.get("minPrice"),
        sent.get("maxPrice"),
        sent.get("q"),
        sent.get("sort"),
        sent.get("limit"),
        sent.get("cursor"));
  }
}
