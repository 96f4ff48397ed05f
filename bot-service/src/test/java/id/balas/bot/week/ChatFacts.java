package id.balas.bot.week;

import id.balas.bot.week.ExpectedChat.Evidence;
import id.balas.bot.week.ExpectedChat.Matter;
import id.balas.bot.week.World.Crew;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.value.Author;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a report counts of one chat, from what was said, sent and done.
final class ChatFacts {

  record Said(Instant at, boolean byPerson) {}

  static final class Answer {
    @Nullable Instant createdAt;
    @Nullable Instant acceptedAt;
    boolean hasFailed;
  }

  /// A conversation with the agent and the team that had it last.
  static final class Owned {
    final Matter matter;
    final boolean openedByCustomer;
    Crew crew;
    @Nullable String agent;
    @Nullable Instant firstSince;

    Owned(Matter matter, boolean openedByCustomer, Crew crew) {
      this.matter = matter;
      this.openedByCustomer = openedByCustomer;
      this.crew = crew;
    }
  }

  static final class Waited {
    final Owned conversation;
    Instant since;
    Instant lastPerson;
    Crew crew;
    @Nullable String agent;
    @Nullable Instant endedAt;
    boolean isAnswered;

    Waited(Owned conversation, Instant since, Instant lastPerson, Crew crew) {
      this.conversation = conversation;
      this.since = since;
      this.lastPerson = lastPerson;
      this.crew = crew;
    }

    boolean isFirst() {
      return lastPerson.isBefore(conversation.matter.openedAt);
    }
  }

  final List<Said> said = new ArrayList<>();
  final Map<String, Answer> answers = new HashMap<>();
  final List<Owned> conversations = new ArrayList<>();
  final List<Waited> waits = new ArrayList<>();
  final List<Instant> failures = new ArrayList<>();
  final List<Instant> failedAnswers = new ArrayList<>();
  private @Nullable Waited open;

  void decided(ExpectedChat chat, Crew crew, ChatInput input, Evidence evidence, Instant now) {
    boolean byCustomer = false;
    if (input instanceof InboundMessage message) {
      byCustomer = message.author() == From.CUSTOMER;
      said.add(new Said(message.sentAt(), !byCustomer));
      if (!byCustomer) {
        Answer answer = answer(message.id());
        answer.createdAt = message.sentAt();
        answer.acceptedAt = message.sentAt();
      }
    }
    evidence.sent().forEach(this::sent);
    if (input instanceof DeliveryFailed failed
        && failed.kind() != DeliveryFailed.Kind.OVERTAKEN
        && failed.author().kind() != Author.Kind.NOTICE) {
      answer(failed.outboundId()).hasFailed = true;
      failures.add(failed.at());
      failedAnswers.add(failed.createdAt());
    }
    Owned owned = owned(chat, crew, byCustomer);
    if (owned != null) {
      wait(chat, crew, owned, now);
    }
  }

  Answer answer(String id) {
    return answers.computeIfAbsent(id, _ -> new Answer());
  }

  private void sent(OutboundMessage message) {
    Author.Kind kind = message.author().kind();
    boolean byPerson = kind == Author.Kind.AGENT || kind == Author.Kind.ADMIN;
    if (kind != Author.Kind.NOTICE) {
      said.add(new Said(message.createdAt(), byPerson));
      if (byPerson || message.answersSince() != null) {
        answer(message.id()).createdAt = message.createdAt();
      }
    }
  }

  private @Nullable Owned owned(ExpectedChat chat, Crew crew, boolean byCustomer) {
    Matter matter = chat.matter();
    if (matter == null) {
      return null;
    }
    if (conversations.isEmpty() || conversations.getLast().matter != matter) {
      conversations.add(new Owned(matter, byCustomer, crew));
    }
    Owned owned = conversations.getLast();
    if (matter.isOpen()) {
      owned.crew = crew;
    }
    owned.agent = chat.assignee == null ? owned.agent : chat.assignee;
    return owned;
  }

  private void wait(ExpectedChat chat, Crew crew, Owned owned, Instant now) {
    if (chat.needsPerson()) {
      if (open == null) {
        open = new Waited(owned, chat.since(), chat.lastPerson(), crew);
        waits.add(open);
      }
      Waited wait = open;
      wait.since = earlier(wait.since, chat.since());
      wait.lastPerson = chat.lastPerson();
      wait.crew = crew;
      wait.agent = chat.assignee == null ? wait.agent : chat.assignee;
      owned.firstSince =
          owned.firstSince == null ? wait.since : earlier(owned.firstSince, wait.since);
    } else if (open != null) {
      Waited wait = Objects.requireNonNull(open);
      wait.isAnswered = chat.lastPerson().isAfter(wait.lastPerson);
      wait.endedAt = wait.isAnswered ? chat.lastPerson() : now;
      wait.agent = chat.assignee == null ? wait.agent : chat.assignee;
      open = null;
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
