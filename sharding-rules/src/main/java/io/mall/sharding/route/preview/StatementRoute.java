package io.mall.sharding.route.preview;

import java.util.List;

/**
 * Where one branch of a mapper's statement goes.
 *
 * @param name the mapper's short name and the statement's id
 * @param branch its number, from 1
 * @param branches how many there are
 * @param sql what MyBatis makes of it
 * @param parameters those of the example
 * @param route of the example; its kind is the widest of several examples
 */
public record StatementRoute(
    String file,
    int line,
    String name,
    int branch,
    int branches,
    String sql,
    List<Object> parameters,
    Route route) {}
