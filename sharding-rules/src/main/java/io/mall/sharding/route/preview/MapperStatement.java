package io.mall.sharding.route.preview;

import java.util.List;
import org.apache.ibatis.mapping.SqlSource;

/**
 * A statement of a mapper file.
 *
 * @param name the mapper's short name and the statement's id
 * @param kind select, insert, update or delete
 * @param tests the conditions of its branches, as written
 * @param lists the collections it goes through
 */
record MapperStatement(
    String file,
    int line,
    String name,
    String kind,
    SqlSource source,
    List<String> tests,
    List<String> lists) {}
