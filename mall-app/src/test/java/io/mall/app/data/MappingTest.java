package io.mall.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.Test;

/** Columns become the components of a record by their names, all of them or none. */
@MallTest
class MappingTest {

  private final SqlSessionFactory sessions;

  MappingTest(Mall mall) {
    this.sessions = mall.bean(SqlSessionFactory.class);
    if (!sessions.getConfiguration().hasMapper(Categories.class)) {
      sessions.getConfiguration().addMapper(Categories.class);
    }
  }

  @Test
  void theOrderOfTheColumnsDoesNotMatter() {
    try (SqlSession session = sessions.openSession()) {
      assertThat(session.getMapper(Categories.class).inAnotherOrder("a", 7))
          .isEqualTo(new Named(7, "a"));
    }
  }

  @Test
  void aColumnTooManyIsRefused() {
    try (SqlSession session = sessions.openSession()) {
      Categories categories = session.getMapper(Categories.class);
      assertThatThrownBy(() -> categories.oneTooMany("a", 7)).hasStackTraceContaining("surplus");
    }
  }

  @Test
  void aColumnTooFewIsRefused() {
    try (SqlSession session = sessions.openSession()) {
      Categories categories = session.getMapper(Categories.class);
      assertThatThrownBy(() -> categories.oneTooFew("a")).hasStackTraceContaining("number");
    }
  }

  record Named(long number, String name) {}

  interface Categories {
    @Select("SELECT #{name} AS name, #{number} AS number FROM categories LIMIT 1")
    Named inAnotherOrder(@Param("name") String name, @Param("number") long number);

    @Select("SELECT #{number} AS number, #{name} AS name, 1 AS surplus FROM categories LIMIT 1")
    Named oneTooMany(@Param("name") String name, @Param("number") long number);

    @Select("SELECT #{name} AS name FROM categories LIMIT 1")
    Named oneTooFew(@Param("name") String name);
  }
}
