package id.balas.bot.replies;

import id.balas.bot.replies.Macro.Acts;
import id.balas.bot.teams.Team;
import id.balas.bot.teams.Teams;
import id.balas.service.text.CsvLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// All saved replies and macros as CSV. Teams and saved replies have their names: an id has no
/// meaning in another installation.
@Component
public class ReplyExport {

  private static final List<String> REPLY_COLUMNS =
      List.of("shortcut", "team", "text_id", "text_en", "media", "changed_by");
  private static final List<String> MACRO_COLUMNS =
      List.of(
          "name",
          "team",
          "saved_reply",
          "text",
          "labels",
          "assignee",
          "to_team",
          "snooze_for",
          "resolve",
          "changed_by");

  private final SavedReplies replies;
  private final Macros macros;
  private final Teams teams;
  private final JsonMapper json;

  ReplyExport(SavedReplies replies, Macros macros, Teams teams, JsonMapper json) {
    this.replies = replies;
    this.macros = macros;
    this.teams = teams;
    this.json = json;
  }

  public String replies() {
    Map<String, String> names = teamNames();
    StringBuilder csv = new StringBuilder(CsvLine.BYTE_ORDER_MARK + CsvLine.of(REPLY_COLUMNS));
    for (SavedReply.Stored stored : replies.visibleTo("", true)) {
      SavedReply reply = stored.reply();
      List<@Nullable String> cells = new ArrayList<>();
      cells.add(reply.shortcut());
      cells.add(name(names, reply.team()));
      cells.add(reply.textId());
      cells.add(reply.textEn());
      cells.add(reply.media() == null ? null : json.writeValueAsString(reply.media()));
      cells.add(stored.changedBy());
      csv.append(CsvLine.of(cells));
    }
    return csv.toString();
  }

  public String macros() {
    Map<String, String> names = teamNames();
    Map<Long, String> shortcuts = new HashMap<>();
    for (SavedReply.Stored stored : replies.visibleTo("", true)) {
      String team = name(names, stored.reply().team());
      String shortcut = stored.reply().shortcut();
      shortcuts.put(stored.id(), team == null ? shortcut : team + "/" + shortcut);
    }
    StringBuilder csv = new StringBuilder(CsvLine.BYTE_ORDER_MARK + CsvLine.of(MACRO_COLUMNS));
    for (Macro.Stored stored : macros.visibleTo("", true)) {
      Acts acts = stored.macro().acts();
      List<@Nullable String> cells = new ArrayList<>();
      cells.add(stored.macro().name());
      cells.add(name(names, stored.macro().team()));
      cells.add(
          acts.savedReply() == null
              ? null
              : shortcuts.getOrDefault(acts.savedReply(), "deleted: " + acts.savedReply()));
      cells.add(acts.text());
      cells.add(acts.labels() == null ? null : String.join("; ", acts.labels()));
      cells.add(acts.assignee());
      cells.add(acts.team() == null ? null : names.getOrDefault(acts.team(), acts.team()));
      cells.add(acts.snoozeFor() == null ? null : acts.snoozeFor().toString());
      cells.add(acts.resolve() == null ? null : acts.resolve().toString());
      cells.add(stored.changedBy());
      csv.append(CsvLine.of(cells));
    }
    return csv.toString();
  }

  private Map<String, String> teamNames() {
    Map<String, String> names = new HashMap<>();
    for (Team.Stored stored : teams.all()) {
      names.put(Long.toString(stored.id()), stored.team().name());
    }
    return names;
  }

  private static @Nullable String name(Map<String, String> names, @Nullable Long team) {
    return team == null ? null : names.getOrDefault(team.toString(), team.toString());
  }
}
