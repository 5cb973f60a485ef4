package io.mall.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Reads a request's body before the request takes its turn, so that a client that sends slowly
 * holds a connection and nothing else. What clients send at the same time is bounded, too.
 */
final class BodyReader {

  /** What a body may hold without asking for memory: nearly all of them. */
  private static final int FREE = 8 * 1024;

  private final int limit;
  private final long patienceNanos;
  private final Semaphore memory;

  BodyReader(WebProperties properties) {
    this.limit = (int) properties.maxBody().toBytes();
    this.patienceNanos = properties.bodyTimeout().toNanos();
    this.memory = new Semaphore((int) properties.bodyMemory().toBytes());
  }

  /**
   * Reads to the end.
   *
   * @throws io.mall.app.problem.ProblemException when the body is too large, takes too long, or
   *     bodies take more memory than there is for them
   * @throws IOException when the client has gone, or has sent nothing for too long
   */
  Body read(HttpServletRequest request) throws IOException {
    long announced = request.getContentLengthLong();
    if (announced > limit) {
      throw new RequestProblem.BodyTooLarge(limit).toException();
    }
    if (announced == 0 || (announced < 0 && request.getMethod().equals("GET"))) {
      return new Body(request, 0);
    }
    // One more than announced, so that the end is seen without growing.
    return readAll(request, announced < 0 ? FREE : (int) Math.min(announced + 1, FREE));
  }

  private Body readAll(HttpServletRequest request, int size) throws IOException {
    long start = System.nanoTime();
    byte[] bytes = new byte[size];
    int length = 0;
    int held = 0;
    try {
      InputStream in = request.getInputStream();
      for (int read; (read = in.read(bytes, length, bytes.length - length)) >= 0; ) {
        length += read;
        if (length > limit) {
          throw new RequestProblem.BodyTooLarge(limit).toException();
        }
        if (System.nanoTime() - start > patienceNanos) {
          throw new RequestProblem.TooSlow().toException();
        }
        if (length == bytes.length) {
          int more = Math.min(bytes.length, limit + 1 - bytes.length);
          if (!memory.tryAcquire(more)) {
            throw new FailureProblem.Overloaded().toException();
          }
          held += more;
          bytes = Arrays.copyOf(bytes, bytes.length + more);
        }
      }
      Body body = new Body(new WholeBody(request, bytes, length), held);
      held = 0;
      return body;
    } finally {
      memory.release(held);
    }
  }

  /** A request that needs its client no more, and the memory it holds until it is closed. */
  final class Body implements AutoCloseable {
    private final HttpServletRequest request;
    private final int held;

    private Body(HttpServletRequest request, int held) {
      this.request = request;
      this.held = held;
    }

    HttpServletRequest request() {
      return request;
    }

    @Override
    public void close() {
      memory.release(held);
    }
  }
}
