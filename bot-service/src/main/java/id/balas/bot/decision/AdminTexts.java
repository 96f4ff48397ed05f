package id.balas.bot.decision;

import id.balas.bot.decision.text.Texts;
import id.balas.events.ChatCommand.CommandResult;
import id.balas.events.PeopleCommand.ReportMissedTargets;
import id.balas.events.value.Mode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The replies to admin commands, in Indonesian and English.
public final class AdminTexts {

  static final String USAGE =
      """
      Perintah / commands:
      assign <nomor/number>
      unassign <nomor/number>
      reply <nomor/number> <pesan/message>
      pause <nomor/number>
      resume <nomor/number>
      status [<nomor/number>]
      list
      help\
      """;

  static final String NO_NUMBER = "Nomor belum ditulis. / The number is missing.\n" + USAGE;
  static final String NO_WORDS = "Pesan belum ditulis. / The message is missing.\n" + USAGE;
  static final String UNCLEAR =
      """
      Di mana nomornya berakhir? Tulis titik dua atau baris baru sesudah nomor, atau nomor tanpa spasi.
      Where does the number end? Put a colon or a new line after it, or write it without spaces:
      reply 0811 2345 678: 5 pcs\
      """;

  private static final int LONGEST_QUOTE = 40;

  private AdminTexts() {}

  static String notANumber(String written) {
    return "\""
        + Texts.atMost(LONGEST_QUOTE, written)
        + "\" bukan nomor WhatsApp. / is not a WhatsApp number. Write it like 628110000007 or 0811-0000-007.";
  }

  static String tooOld(Duration limit) {
    return "✗ Perintah ini sudah lebih dari %1$d menit dan tidak dijalankan. Silakan kirim lagi. / This command is over %1$d minutes old and was not carried out. Please send it again."
        .formatted(limit.toMinutes());
  }

  static String of(CommandResult result) {
    String number = number(result.target());
    return result.accepted()
        ? "✓ " + result.verb() + " " + number
        : "✗ " + result.verb() + " " + number + ": " + result.reason();
  }

  public static String status(Chat chat) {
    String held =
        chat.humanUntil() == null
            ? ""
            : " (bot diam, petugas baru saja menulis / the bot is silent, a person wrote recently)";
    return line(chat) + held;
  }

  static String missedTargets(ReportMissedTargets report) {
    long minutes = Duration.between(report.oldestSince(), report.issuedAt()).toMinutes();
    return """
    %1$d percakapan menunggu lebih lama dari target tim. Yang terlama menunggu %2$d menit.
    %1$d chats have waited longer than the target of their team, the oldest for %2$d minutes.\
    """
        .formatted(report.missed(), minutes);
  }

  public static String counts(Map<Mode, Long> byMode) {
    return Arrays.stream(Mode.values())
        .map(mode -> mode + " " + byMode.getOrDefault(mode, 0L))
        .collect(Collectors.joining(" · "));
  }

  /// The caller passes up to `most` + 1 chats. One more than `most` means that the list is
  /// truncated.
  public static String list(List<Chat> chats, int most) {
    if (chats.isEmpty()) {
      return "Semua percakapan dijawab oleh bot. / The bot answers in every chat.";
    }
    return chats.stream().limit(most).map(AdminTexts::line).collect(Collectors.joining("\n"))
        + (chats.size() > most ? "\n…" : "");
  }

  private static String line(Chat chat) {
    return number(chat.key().chatId())
        + ": "
        + chat.mode()
        + (chat.assignee() == null ? "" : ", " + chat.assignee());
  }

  private static String number(String chatId) {
    return chatId.endsWith("@lid") ? chatId : chatId.replaceFirst("@.*", "");
  }
}
