package id.balas.bot.ai.assist;

import id.balas.bot.answers.book.BotTexts;
import id.balas.bot.answers.book.Language;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.queries.RecentMessages.Turn;
import id.balas.events.value.ChatKey;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// The language of a customer: that of the contact, or else of the last messages.
@Component
class CustomerLanguage {

  private static final int MESSAGES = 5;
  private static final String OF_CONTACT =
      """
      SELECT contacts.language FROM bot.contact_ids JOIN bot.contacts ON contacts.id = contact_ids.contact_id
      WHERE contact_ids.wa_id = ? AND contacts.language IS NOT NULL
      """;

  private final JdbcTemplate jdbc;
  private final BotTexts texts;

  CustomerLanguage(JdbcTemplate jdbc, BotTexts texts) {
    this.jdbc = jdbc;
    this.texts = texts;
  }

  Language of(ChatKey chat, List<Turn> turns) {
    return jdbc.queryForList(OF_CONTACT, String.class, chat.chatId()).stream()
        .findFirst()
        .map(Language::ofCode)
        .orElseGet(() -> texts.languageOf(lastWords(turns)));
  }

  private static String lastWords(List<Turn> turns) {
    List<String> words =
        turns.stream()
            .filter(turn -> turn.author() == MessageAuthor.CUSTOMER)
            .map(Turn::words)
            .toList();
    return words.stream()
        .skip(Math.max(0, words.size() - MESSAGES))
        .collect(Collectors.joining("\n"));
  }
}
