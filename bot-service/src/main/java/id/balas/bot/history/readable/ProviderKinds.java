package id.balas.bot.history.readable;

import id.balas.events.value.Content;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the kinds of messages that are kept as the provider's JSON.
final class ProviderKinds {

  private static final String[] WORDS = {
    "body", "text", "caption", "title", "name", "header", "description", "footer", "comment"
  };

  private final ReadableTexts texts;
  private final OrderText orders;
  private final PollText polls;
  private final EventText events;

  ProviderKinds(ReadableTexts texts, ZoneId timeZone) {
    this.texts = texts;
    this.orders = new OrderText(texts);
    this.polls = new PollText(texts);
    this.events = new EventText(texts, timeZone);
  }

  String text(Content.Unsupported content, Collection<List<String>> votes) {
    String kind = content.type().toLowerCase(Locale.ROOT);
    var raw = new ProviderJson(content.raw());
    ProviderJson body = body(raw, kind);
    return switch (kind) {
      case "order" -> orders.order(body);
      case "product", "product_list" -> orders.product(body);
      case "catalog" -> withWords("catalog", body);
      case "poll", "poll_creation", "quiz" -> polls.poll(body, votes);
      case "event" -> events.event(body);
      case "event_response" -> events.response(body);
      case "contact", "contact_list", "contacts" -> contacts(body);
      case "album", "media_group" -> AlbumText.of(body, texts);
      case "call", "call_log", "calls" -> CallText.of(body, texts);
      case "notice", "system" -> notice(raw);
      case "group_invite" -> withWords("group-invite", body);
      case "newsletter_invite" -> withWords("newsletter-invite", body);
      case "admin_invite" -> withWords("admin-invite", body);
      case "story", "status" -> withWords("story", body);
      case "comment" -> withWords("comment", body);
      case "vote", "poll_update" -> polls.vote(body);
      case "location", "live_location" -> withWords("place", body);
      default -> isViewOnce(kind, body) ? viewOnce(kind) : other(kind, body);
    };
  }

  // Messages keep their content below the name of their kind, actions below "action". Calls and
  // unknown events have no level above their content.
  private static ProviderJson body(ProviderJson raw, String kind) {
    ProviderJson body = raw.at(kind, String.valueOf(raw.text("type")), "action");
    return body.isEmpty() && body.json().isEmpty() ? raw : body;
  }

  private String withWords(String key, ProviderJson body) {
    return labelled(texts.of(key), words(body));
  }

  private static String labelled(String label, String words) {
    return words.isEmpty() ? label : label + ": " + words;
  }

  private static String words(ProviderJson body) {
    String text = body.text(WORDS);
    return text == null ? "" : text;
  }

  private String contacts(ProviderJson body) {
    String names =
        Stream.concat(
                body.list("list", "contacts").stream().map(ProviderJson::new), Stream.of(body))
            .map(card -> VCard.described(card.text("name", "display_name"), card.text("vcard")))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(", "));
    return texts.of(body.list("list", "contacts").size() > 1 ? "contacts" : "contact", names);
  }

  private String notice(ProviderJson raw) {
    if (raw.json().has("messages_removed_all")) {
      return texts.of("chat-cleared");
    }
    String done = raw.at("action").text("type");
    if (done != null && texts.has("notice." + done)) {
      return texts.of("notice." + done);
    }
    String words = words(raw.at("system", String.valueOf(raw.text("type"))));
    return words.isEmpty() ? texts.of("notice") : texts.of("notice.words", words);
  }

  private static boolean isViewOnce(String kind, ProviderJson body) {
    return kind.startsWith("view_once")
        || kind.startsWith("viewonce")
        || body.isTrue("view_once", "viewOnce");
  }

  private String viewOnce(String kind) {
    return texts.of(texts.has("media." + kind) ? "media." + kind : "message")
        + " ("
        + texts.of("view-once")
        + ")";
  }

  // Files without their data, and messages with buttons, lists or cards.
  private String other(String kind, ProviderJson body) {
    String words = words(body);
    String label = kind.equals("documentwithcaption") ? "media.document" : "media." + kind;
    if (texts.has(label)) {
      return labelled(texts.of(label), words);
    }
    String edited = words(body.at("edited_content"));
    String said =
        Stream.of(words, edited, inner(body))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return said.isEmpty() ? texts.of("unknown") : said;
  }

  // Such as the answer to a list of a kind that is not known yet.
  private static String inner(ProviderJson body) {
    return body.json().isObject()
        ? body.json()
            .valueStream()
            .filter(value -> value.isObject())
            .map(value -> words(new ProviderJson(value)))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("")
        : "";
  }
}
