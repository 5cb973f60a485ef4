package io.mall.app.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.data.Transactions;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.IllegalTransactionStateException;

@MallTest
class IdempotencyTest {

  record Request(String text, int quantity) {}

  record View(OrderNo orderNo, String text) {}

  private final UserId userId;
  private final Idempotency idempotency;
  private final Transactions transactions;

  IdempotencyTest(Mall mall) {
    this.userId = mall.newShopper().userId();
    this.idempotency = mall.bean(Idempotency.class);
    this.transactions = mall.bean(Transactions.class);
  }

  @Test
  void aRepeatedRequestGetsTheSameBytes() {
    Intent intent = intent("emoji 😀", 1);
    ResponseEntity<byte[]> first = once(intent, new View(new OrderNo(70), "Zoë 😀")).toResponse();
    ResponseEntity<byte[]> second = once(intent, new View(new OrderNo(71), "other")).toResponse();
    assertThat(first.getStatusCode().value()).isEqualTo(201);
    assertThat(second.getStatusCode()).isEqualTo(first.getStatusCode());
    assertThat(second.getBody()).isEqualTo(first.getBody());
    assertThat(new String(second.getBody(), StandardCharsets.UTF_8))
        .isEqualTo("{\"orderNo\":\"70\",\"text\":\"Zoë 😀\"}");
    assertThat(second.getHeaders().getLocation()).hasToString("/api/orders/70");
    assertThat(first.getHeaders().getFirst("Idempotent-Replay")).isNull();
    assertThat(second.getHeaders().getFirst("Idempotent-Replay")).isEqualTo("true");
  }

  @Test
  void aKeyThatWasUsedForSomethingElseIsRefused() {
    Intent intent = intent("a", 1);
    once(intent, new View(new OrderNo(70), "a"));
    Intent other = idempotency.intent(userId, intent.key(), "test.do", new Request("a", 2));
    Intent elsewhere = idempotency.intent(userId, intent.key(), "test.else", new Request("a", 1));
    for (Intent wrong : new Intent[] {other, elsewhere}) {
      assertThatThrownBy(() -> transactions.read(() -> idempotency.find(wrong)))
          .hasMessage("idempotency/key-reused");
    }
  }

  @Test
  void whatRollsBackLeavesNoAnswer() {
    Intent intent = intent("a", 1);
    assertThatThrownBy(
            () ->
                transactions.write(
                    () -> {
                      idempotency.record(intent, 201, null, new View(new OrderNo(70), "a"));
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");
    assertThat(transactions.read(() -> idempotency.find(intent))).isEmpty();
  }

  @Test
  void ofManyAtOnceOneWinsAndTheOthersGetItsAnswer() throws Exception {
    Intent intent = intent("race", 1);
    List<Future<Answer>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= 8; i++) {
        View view = new View(new OrderNo(i), "race");
        answers.add(clients.submit(() -> once(intent, view)));
      }
    }
    List<String> bodies = new ArrayList<>();
    int firsts = 0;
    for (Future<Answer> answer : answers) {
      bodies.add(answer.get().body());
      firsts += answer.get().replayed() ? 0 : 1;
    }
    assertThat(bodies).hasSize(8).containsOnly(bodies.getFirst());
    assertThat(firsts).isEqualTo(1);
  }

  @Test
  void itWorksOnlyInsideATransaction() {
    assertThatThrownBy(() -> idempotency.find(intent("a", 1)))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  private Intent intent(String text, int quantity) {
    IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
    return idempotency.intent(userId, key, "test.do", new Request(text, quantity));
  }

  /** As a door does it: look, do, record; when the race is lost, look again. */
  private Answer once(Intent intent, View view) {
    try {
      return transactions.write(
          () ->
              idempotency
                  .find(intent)
                  .orElseGet(
                      () ->
                          idempotency.record(intent, 201, "/api/orders/" + view.orderNo(), view)));
    } catch (LostRaceException lost) {
      return transactions.read(() -> idempotency.find(intent)).orElseThrow();
    }
  }
}
