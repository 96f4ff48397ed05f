package id.balas.sender.channel;

import id.balas.events.OutboundMessage;
import id.balas.whapi.WhapiAnswer;
import id.balas.whapi.WhapiHttp;
import id.balas.whapi.numbers.RecentEntries;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Marks a customer's message as read after an answer to it was accepted (`PUT /messages/{id}`):
/// the quoted message, or else the one that caused the answer. Best effort: it never delays or
/// fails an answer, is tried once for each message, and is skipped when too many wait.
@Component
class ReadMarks {

  private static final Logger log = LoggerFactory.getLogger(ReadMarks.class);
  private static final int MOST_WAITING = 1000;
  private static final int REMEMBERED = 10_000;

  // The provider's message ids. The cause of an answer may also be a command of ours, which has
  // another form.
  private static final Pattern MESSAGE_ID =
      Pattern.compile("[\\w.]{4,30}-[\\w.]{4,30}(-[\\w.]{2,30}){0,2}");

  private record Mark(String channel, String messageId) {}

  private final WhapiHttp http;
  private final boolean wanted;
  private final BlockingQueue<Mark> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final RecentEntries<Boolean> tried = new RecentEntries<>(REMEMBERED);
  private final Counter marked;
  private final Counter failed;
  private final Counter leftOut;
  private final Thread worker;

  ReadMarks(WhapiHttp http, SendingProperties settings, MeterRegistry registry) {
    this.http = http;
    this.wanted = settings.markRead();
    this.marked = registry.counter("balas.sender.read.marks", "outcome", "marked");
    this.failed = registry.counter("balas.sender.read.marks", "outcome", "failed");
    this.leftOut = registry.counter("balas.sender.read.marks", "outcome", "left-out");
    this.worker = Thread.ofVirtual().name("read-marks").start(this::work);
  }

  @PreDestroy
  void close() {
    worker.interrupt();
  }

  /// Returns at once.
  void answered(Channel channel, OutboundMessage answer) {
    String id = answer.quotedId() != null ? answer.quotedId() : answer.causeId();
    if (!wanted
        || !MESSAGE_ID.matcher(id).matches()
        || !tried.add(channel.name() + "/" + id, true)) {
      return;
    }
    if (!waiting.offer(new Mark(channel.name(), id))) {
      leftOut.increment();
    }
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        mark(waiting.take());
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void mark(Mark mark) {
    try {
      WhapiAnswer answer = http.put(mark.channel(), "/messages/" + mark.messageId());
      if (answer.isOk()) {
        marked.increment();
        return;
      }
      log.debug("Not marked as read messageId={}: {}", mark.messageId(), answer.reason());
    } catch (IOException | RuntimeException e) {
      log.debug("Not marked as read messageId={}: {}", mark.messageId(), e.toString());
    }
    failed.increment();
  }
}
