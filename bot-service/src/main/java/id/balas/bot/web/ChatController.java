package id.balas.bot.web;

import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.history.queries.ChatQueries;
import id.balas.bot.history.queries.ChatSearch;
import id.balas.bot.history.queries.MessageQueries;
import id.balas.bot.history.queries.Parameters;
import id.balas.bot.history.queries.TimelineQueries;
import id.balas.events.value.ChatKey;
import java.time.Clock;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Returns chats, their messages and the reasons for decisions. See docs/desk-api.md.
@RestController
@RequestMapping("/chats")
class ChatController {

  private static final Set<String> PAGE = Set.of("before", "limit");

  private final ChatQueries chats;
  private final MessageQueries messages;
  private final TimelineQueries timeline;
  private final Clock clock;

  ChatController(
      ChatQueries chats, MessageQueries messages, TimelineQueries timeline, Clock clock) {
    this.chats = chats;
    this.messages = messages;
    this.timeline = timeline;
    this.clock = clock;
  }

  @GetMapping
  ChatQueries.Page list(@RequestParam MultiValueMap<String, String> query) {
    return chats.list(ChatSearch.of(query, clock.instant()));
  }

  @GetMapping("/{id}")
  ChatQueries.View one(@PathVariable String id) {
    return known(ChatPath.read(id));
  }

  @GetMapping("/{id}/messages")
  MessageQueries.Page messages(
      @PathVariable String id, @RequestParam MultiValueMap<String, String> query) {
    var given = Parameters.of(query, PAGE);
    ChatKey chat = ChatPath.read(id);
    return messages.page(chat, given.cursor("before"), given.limit(50, 200));
  }

  @GetMapping("/{id}/timeline")
  TimelineQueries.Page timeline(
      @PathVariable String id, @RequestParam MultiValueMap<String, String> query) {
    var given = Parameters.of(query, PAGE);
    ChatKey chat = ChatPath.read(id);
    return timeline.page(chat, given.cursor("before"), given.limit(50, 200));
  }

  private ChatQueries.View known(ChatKey chat) {
    return chats
        .find(chat)
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND, "Nobody has written in this chat yet."));
  }
}
