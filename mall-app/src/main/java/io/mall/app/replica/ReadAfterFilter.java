package io.mall.app.replica;

import io.mall.app.kernel.UserId;
import io.mall.app.security.Caller;
import io.mall.app.web.ProblemWriter;
import io.mall.app.web.RequestProblem;
import io.mall.sharding.replica.ReadAfter;
import io.mall.sharding.replica.ReadScope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets clients see what they have written. A request that writes is answered with {@value #HEADER};
 * a client that sends it along reads nothing older, on whichever instance. Who sends none and is
 * logged in reads the primary for a moment after writing. Comes after the log-in is known.
 */
@Component
@Order(0)
class ReadAfterFilter extends OncePerRequestFilter {

  /** In answers: what was written. In requests: what reads must not be older than. */
  static final String HEADER = "Mall-Read-After";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final RecentWriters writers;
  private final ProblemWriter problems;

  ReadAfterFilter(RecentWriters writers, ProblemWriter problems) {
    this.writers = writers;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String token = request.getHeader(HEADER);
    Optional<ReadAfter> after =
        token == null ? Optional.of(ReadAfter.NOTHING) : ReadAfter.parse(token);
    if (after.isEmpty()) {
      problems.write(
          new RequestProblem.InvalidHeader(HEADER, "is not what an answer of this shop said"),
          request,
          response);
      return;
    }
    ReadScope scope = ReadScope.of(after.get(), () -> token == null && justWrote());
    if (READING.contains(request.getMethod())) {
      follow(scope, request, response, chain);
      return;
    }
    WritingResponse writing =
        new WritingResponse(response, () -> tell(scope, after.get(), response));
    follow(scope, request, writing, chain);
    writing.tell();
  }

  private static void follow(
      ReadScope scope, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      var _ =
          scope.call(
              () -> {
                chain.doFilter(request, response);
                return true;
              });
    } catch (ServletException | IOException | RuntimeException | Error e) {
      throw e;
    } catch (Exception impossible) {
      throw new ServletException(impossible);
    }
  }

  /** Just before the answer begins: everything has been committed. */
  private void tell(ReadScope scope, ReadAfter before, HttpServletResponse response) {
    ReadAfter written = scope.written();
    if (!written.isNothing()) {
      response.setHeader(HEADER, before.and(written).token());
      UserId caller = caller();
      if (caller != null) {
        writers.justWrote(caller);
      }
    }
  }

  private boolean justWrote() {
    UserId caller = caller();
    return caller != null && writers.mayHaveJustWritten(caller);
  }

  private static @Nullable UserId caller() {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    return login != null && login.getPrincipal() instanceof Caller caller ? caller.userId() : null;
  }
}
