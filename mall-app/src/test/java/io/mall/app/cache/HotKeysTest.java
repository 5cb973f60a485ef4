package io.mall.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.cache.HotKeys.Hot;
import io.mall.app.cache.HotKeys.Name;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What an instance makes of what it finds hot and of what others tell it. */
@MallTest
class HotKeysTest {

  private final HotKeys keys;
  private final List<String> promoted = new CopyOnWriteArrayList<>();

  HotKeysTest(Mall mall) {
    this.keys = mall.bean(HotKeys.class);
    keys.kind("thing").promoteWith(promoted::add);
  }

  @Test
  void whatIsHotHereIsSaidToBeHotHereWhoeverElseTellsOfIt() {
    keys.found(new Name("thing", "both"), 500, true);
    keys.told("another:thing:900:both");
    assertThat(hot("both")).matches(Hot::here).matches(each -> each.perSecond() == 500);
    assertThat(promoted).containsOnlyOnce("both");
  }

  @Test
  void whatOthersTellOfIsPromotedOnceAndFoundHereLater() {
    keys.told("another:thing:900:a:key");
    keys.told("another:thing:950:a:key");
    assertThat(hot("a:key")).matches(each -> !each.here()).matches(each -> each.perSecond() == 950);
    assertThat(promoted).containsOnlyOnce("a:key");
    keys.found(new Name("thing", "a:key"), 300, true);
    assertThat(hot("a:key")).matches(Hot::here);
  }

  private Hot hot(String key) {
    return keys.list().stream()
        .filter(each -> each.name().equals(new Name("thing", key)))
        .findFirst()
        .orElseThrow();
  }
}
