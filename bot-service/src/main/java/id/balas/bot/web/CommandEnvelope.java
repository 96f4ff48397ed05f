package id.balas.bot.web;

import id.balas.bot.web.Actions.Action;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.PeopleCommand.Snooze;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What every command of a user has, and the commands that more than one action publishes.
public record CommandEnvelope(
    Action action,
    String id,
    String channel,
    String chatId,
    Issuer issuer,
    Instant now,
    Instant notAfter) {

  public Reply reply(Content content, @Nullable String quotedId, @Nullable String seen) {
    return new Reply(id, channel, chatId, issuer, now, content, quotedId, notAfter, seen);
  }

  public Resolve resolve(@Nullable String seen, boolean asksRating) {
    return new Resolve(id, channel, chatId, issuer, now, notAfter, seen, asksRating);
  }

  public Snooze snooze(Instant until, @Nullable String seen) {
    return new Snooze(id, channel, chatId, issuer, now, until, notAfter, seen);
  }

  public Transfer transfer(
      @Nullable String assignee, @Nullable String team, @Nullable String seen) {
    return new Transfer(id, channel, chatId, issuer, now, assignee, team, notAfter, seen);
  }
}
