package io.mall.app.cache;

/** The strategies by the kind of thing. */
public record Strategies(Strategy productInfo, Strategy hotProducts, Strategy userSession) {}
