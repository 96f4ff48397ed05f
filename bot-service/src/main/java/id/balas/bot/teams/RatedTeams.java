package id.balas.bot.teams;

import id.balas.events.value.ChatKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Whether the team of a chat wants its customers to be asked for a rating.
@Component
public class RatedTeams {

  private final JdbcClient jdbc;
  private final Teams teams;

  RatedTeams(JdbcClient jdbc, Teams teams) {
    this.jdbc = jdbc;
    this.teams = teams;
  }

  public boolean asksRating(ChatKey chat) {
    var directory = new TeamDirectory(teams.all());
    return directory
        .teamOf(chat.channel(), team(chat))
        .map(it -> it.team().asksRating())
        .orElse(false);
  }

  // Empty text: no team has this name.
  private String team(ChatKey chat) {
    return jdbc.sql("SELECT coalesce(team, '') FROM bot.chats WHERE channel = ? AND chat_id = ?")
        .params(chat.channel(), chat.chatId())
        .query(String.class)
        .optional()
        .orElse("");
  }
}
