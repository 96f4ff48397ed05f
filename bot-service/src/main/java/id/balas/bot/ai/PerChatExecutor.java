package id.balas.bot.ai;

import id.balas.events.value.ChatKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Answers many chats concurrently, each on its own virtual thread, and one answer per chat at a
/// time. Questions that arrive meanwhile wait for the next answer. Waits for a quiet period first,
/// so that a burst of messages gets one answer.
@Component
class PerChatExecutor implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(PerChatExecutor.class);
  // Further chats stay in the database; [StalledRequests] picks them up later.
  private static final int MOST_CHATS = 2000;

  // Times are `System.nanoTime()`. `open` means that a question has arrived since the last answer
  // started.
  private record Wait(long first, long last, boolean open) {
    Wait askedAgain(long now) {
      return new Wait(open ? first : now, now, true);
    }
  }

  private final ConcurrentMap<ChatKey, Wait> waits = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ai-", 0).factory());
  private final AiResponder responder;
  private final long quiet;
  private final long longest;

  PerChatExecutor(AiResponder responder, AiProperties settings) {
    this.responder = responder;
    this.quiet = settings.quiet().toNanos();
    this.longest = settings.longestWait().toNanos();
  }

  /// Reports a new question in this chat.
  void asked(ChatKey chat) {
    if (threads.isShutdown() || (waits.size() >= MOST_CHATS && !waits.containsKey(chat))) {
      return;
    }
    long now = System.nanoTime();
    // The wait is stored before the thread starts: otherwise the thread could find nothing to do.
    if (waits.putIfAbsent(chat, new Wait(now, now, true)) == null) {
      threads.execute(() -> work(chat));
    } else if (waits.computeIfPresent(chat, (_, wait) -> wait.askedAgain(now)) == null) {
      asked(chat);
    }
  }

  private void work(ChatKey chat) {
    try {
      for (Wait wait = waits.get(chat); wait != null; wait = waits.get(chat)) {
        long left = Math.min(wait.last() + quiet, wait.first() + longest) - System.nanoTime();
        if (!wait.open()) {
          if (waits.remove(chat, wait)) {
            return;
          }
        } else if (left > 0) {
          TimeUnit.NANOSECONDS.sleep(left);
        } else if (waits.replace(chat, wait, new Wait(wait.first(), wait.last(), false))) {
          answer(chat);
        }
      }
    } catch (InterruptedException _) {
      waits.remove(chat);
    } catch (Error e) {
      // Otherwise no later question of this chat would be answered.
      waits.remove(chat);
      throw e;
    }
  }

  private void answer(ChatKey chat) throws InterruptedException {
    try {
      responder.answer(chat);
    } catch (RuntimeException e) {
      log.warn("Could not answer chatId={}, retrying later: {}", chat.masked(), e.toString());
    }
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
