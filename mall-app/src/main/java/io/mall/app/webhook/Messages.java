package io.mall.app.webhook;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.Transactions;
import io.mall.app.outbox.Event;
import io.mall.app.outbox.Outbox;
import io.mall.app.page.Cursor;
import io.mall.app.page.Page;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * What was told, and telling it again. Messages lie on the shards of their orders' users, so a list
 * visits one table group after the other.
 */
@Component
class Messages {

  private static final String LIST = "webhooks/messages";

  private final MessageMapper mapper;
  private final Transactions transactions;
  private final Outbox outbox;
  private final Clock clock;

  Messages(MessageMapper mapper, Transactions transactions, Outbox outbox, Clock clock) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Notes what became of a message. */
  void record(Event event, MessageRow.Status status, String outcome) {
    mapper.record(MessageRow.of(event, status, outcome, clock.instant()));
  }

  /** By group, and in a group as they were written. */
  Page<MessageView> list(MessageQuery query, @Nullable String cursor) {
    TableGroup first = new TableGroup(0);
    long after = query.after();
    if (cursor != null) {
      after = Cursor.parse(cursor, LIST, 1).key(0);
      first = Slot.ofId(after).group();
    }
    List<MessageRow> rows = new ArrayList<>();
    int wanted = query.limit() + 1;
    for (TableGroup group : TableGroup.all().subList(first.number(), TableGroup.COUNT)) {
      MessageQuery rest = query.from(group.equals(first) ? after : 0, wanted - rows.size());
      rows.addAll(transactions.read(() -> mapper.list(group, rest)));
      if (rows.size() == wanted) {
        break;
      }
    }
    return Page.of(rows, query.limit(), row -> Cursor.of(LIST, row.eventId())).map(MessageView::of);
  }

  /**
   * Has a message sent once more, under its old number. Again from the start when another event of
   * its order is written at the same moment.
   */
  @RetryOnDeadlock
  void sendAgain(EndpointId endpoint, MessageId id) {
    int slot = Slot.ofId(id.value()).value();
    MessageRow row =
        transactions
            .read(() -> mapper.find(slot, endpoint.value(), id.value()))
            .orElseThrow(() -> new WebhookProblem.MessageAbsent(id.text()).toException());
    if (!sendAgain(row)) {
      throw new WebhookProblem.AlreadySending(id.text()).toException();
    }
  }

  /** Has many messages sent once more; tells how many, at most as many as the query allows. */
  int replay(MessageQuery query) {
    int sent = 0;
    for (TableGroup group : TableGroup.all()) {
      if (sent < query.limit()) {
        MessageQuery rest = query.from(0, query.limit() - sent);
        List<MessageRow> rows = transactions.read(() -> mapper.list(group, rest));
        sent += (int) rows.stream().filter(this::sendAgainUnlessHeld).count();
      }
    }
    return sent;
  }

  /** Whether it was not under way yet. */
  private boolean sendAgain(MessageRow row) {
    if (row.status() == MessageRow.Status.SENDING) {
      return false;
    }
    return transactions.write(
        () -> {
          boolean first = mapper.sendAgain(row, clock.instant()) == 1;
          if (first) {
            outbox.append(row.toEvent());
          }
          return first;
        });
  }

  private boolean sendAgainUnlessHeld(MessageRow row) {
    try {
      return sendAgain(row);
    } catch (PessimisticLockingFailureException justBeingWritten) {
      return false;
    }
  }
}
