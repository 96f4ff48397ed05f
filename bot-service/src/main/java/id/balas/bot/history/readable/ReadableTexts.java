package id.balas.bot.history.readable;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The texts, amounts and times of one language, from `contents_en.properties` or
/// `contents_id.properties`.
final class ReadableTexts {

  private static final String RUPIAH = "IDR";

  private final Locale language;
  private final ResourceBundle texts;

  ReadableTexts(Locale language) {
    this.language = language;
    this.texts =
        ResourceBundle.getBundle(
            "contents",
            language,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  String of(String key, Object... values) {
    return new MessageFormat(texts.getString(key), language).format(values);
  }

  boolean has(String key) {
    return texts.containsKey(key);
  }

  /// An amount of money. Without a currency, the number alone.
  String amount(BigDecimal amount, @Nullable String currency) {
    NumberFormat format = NumberFormat.getNumberInstance(language);
    format.setMaximumFractionDigits(2);
    String number = format.format(amount);
    if (currency == null) {
      return number;
    }
    boolean isRupiah = currency.equalsIgnoreCase(RUPIAH);
    return (isRupiah ? "Rp" : currency.toUpperCase(Locale.ROOT)) + " " + number;
  }

  String time(Instant at, ZoneId zone) {
    return DateTimeFormatter.ofPattern(texts.getString("time"), language).format(at.atZone(zone));
  }
}
