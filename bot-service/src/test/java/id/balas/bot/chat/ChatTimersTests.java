package id.balas.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import id.balas.bot.chat.store.DueChats;
import id.balas.bot.decision.Chat;
import id.balas.events.ChatCommand;
import id.balas.events.testing.SetClock;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Mode;
import id.balas.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatTimersTests {

  private static final TopicPartition OWN = new TopicPartition(Topics.CHAT_INPUTS, 1);
  private static final TopicPartition FOREIGN = new TopicPartition(Topics.CHAT_INPUTS, 2);

  private final DueChats chats = mock(DueChats.class);
  private final DecisionConsumers consumers = mock(DecisionConsumers.class);
  private final OutboundPublisher publisher = mock(OutboundPublisher.class);
  private final SetClock clock = new SetClock(Instant.parse("2026-11-01T12:00:00Z"));
  private final ChatTimers timers = new ChatTimers(chats, consumers, publisher, clock);
  private final List<String> published = new ArrayList<>();
  private List<Chat> expired = List.of();

  @BeforeEach
  void prepare() {
    when(consumers.own()).thenReturn(Set.of(OWN));
    when(consumers.partitionOf(any()))
        .thenAnswer(
            call -> call.<ChatKey>getArgument(0).chatId().startsWith("own") ? OWN : FOREIGN);
    when(chats.expiredWindows(any(), any(), anyInt()))
        .thenAnswer(call -> page(call.getArgument(1), call.getArgument(2)));
    publisherWorks();
  }

  private void publisherWorks() {
    doAnswer(
            call -> {
              call.<Stream<ChatCommand>>getArgument(0)
                  .forEach(command -> published.add(command.chat().chatId()));
              return null;
            })
        .when(publisher)
        .publish(any());
  }

  @Test
  void commandsOfAStoppedPartitionArePublishedOnce() {
    expired = List.of(chat("own-1"), chat("own-2"));
    for (int time = 0; time < 1000; time++) {
      timers.publishDue();
    }
    assertThat(published).containsExactly("own-1", "own-2");

    clock.set(Instant.parse("2026-11-02T12:00:01Z"));
    timers.publishDue();
    assertThat(published).containsExactly("own-1", "own-2", "own-1", "own-2");
  }

  @Test
  void chatsOfOtherInstancesHideNoOwnChat() {
    expired =
        Stream.concat(
                IntStream.range(0, 3 * ChatTimers.PAGE)
                    .mapToObj(number -> chat("foreign-%05d".formatted(number))),
                Stream.of(chat("own-1")))
            .toList();
    timers.publishDue();
    assertThat(published).containsExactly("own-1");
  }

  @Test
  void failedPublicationIsRepeated() {
    expired = List.of(chat("own-1"));
    doThrow(new IllegalStateException("no acknowledgement")).when(publisher).publish(any());
    timers.publishDue();
    publisherWorks();
    timers.publishDue();
    assertThat(published).containsExactly("own-1");
  }

  private List<Chat> page(@Nullable Chat last, int size) {
    int from = last == null ? 0 : expired.indexOf(last) + 1;
    return expired.subList(from, Math.min(expired.size(), from + size));
  }

  private static Chat chat(String id) {
    Instant until = Instant.parse("2026-11-01T11:00:00Z").minus(Duration.ofMinutes(1));
    return Chat.withOneId(new ChatKey("default", id), Mode.BOT, 1, null, until, null, List.of(), 1);
  }
}
