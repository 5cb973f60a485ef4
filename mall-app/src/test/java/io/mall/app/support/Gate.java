package io.mall.app.support;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds a thread at a chosen statement, so that two transactions interleave as a test says. */
@Component
@Intercepts({
  @Signature(
      type = Executor.class,
      method = "update",
      args = {MappedStatement.class, Object.class}),
  @Signature(
      type = Executor.class,
      method = "query",
      args = {MappedStatement.class, Object.class, RowBounds.class, ResultHandler.class})
})
public final class Gate implements Interceptor {

  private static final ScopedValue<Stop> STOP = ScopedValue.newInstance();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Where one thread stands still, once. */
  public static final class Stop {

    private final String statement;
    private final boolean before;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    private Stop(String statement, boolean before) {
      this.statement = statement;
      this.before = before;
    }

    /** Before the first statement whose id matches. */
    public static Stop before(String statement) {
      return new Stop(statement, true);
    }

    /** After the first statement whose id matches, within its transaction. */
    public static Stop after(String statement) {
      return new Stop(statement, false);
    }

    /** Whether the thread stands there, or has stood there. */
    public boolean isReached() {
      return reached.getCount() == 0;
    }

    /** Waits until the thread stands there. */
    public void awaitReached() {
      await(reached);
    }

    public void go() {
      go.countDown();
    }

    private void pause(String id, boolean isBefore) {
      if (isBefore == before && reached.getCount() > 0 && id.matches(statement)) {
        reached.countDown();
        await(go);
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new AssertionError("nobody came");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Does something on this thread, standing still where the stop says. */
  public static void through(Stop stop, Runnable work) {
    ScopedValue.where(STOP, stop).run(work);
  }

  @Override
  public @Nullable Object intercept(Invocation invocation) throws Throwable {
    if (!STOP.isBound()) {
      return invocation.proceed();
    }
    String id = ((MappedStatement) invocation.getArgs()[0]).getId();
    STOP.get().pause(id, true);
    Object result = invocation.proceed();
    STOP.get().pause(id, false);
    return result;
  }
}
