package io.mall.app.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test on the running shop: real servers, real HTTP. A test method or constructor that has a
 * parameter of type {@link Mall} gets the shop; after the class every {@link Invariant} is checked.
 */
@Documented
@Tag("real")
@ExtendWith(MallExtension.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface MallTest {}
