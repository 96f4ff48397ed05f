package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.web.ApiClient.Answer;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Content;
import id.balas.events.value.Content.Media.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What agents type, and what they find. Three customers wrote; hits are in brackets.
class SearchIT {

  private static final String SITI = "siti:karyawan";
  private static final Map<String, String> CUSTOMERS =
      Map.of(
          "628137770001@s.whatsapp.net",
          "jose",
          "628137770002@s.whatsapp.net",
          "ratna",
          "998877665544332@lid",
          "omer");
  private static final int MANY = 30;
  private static ApiClient desk;
  private static int messages;

  @BeforeAll
  static void start() throws Exception {
    desk = new ApiClient();
    TestTopics.write(
        message("s1", "jose", "Jose\u0301 Ñandú", text("Pesanan INV-2026/0012 belum sampai")),
        message("s2", "jose", "Jose\u0301 Ñandú", text("Tolong cek, CAFE\u0301 tutup?")),
        message(
            "s3",
            "jose",
            "Jose\u0301 Ñandú",
            new Content.Media(
                Kind.DOCUMENT, "m", null, "application/pdf", "Faktur_Maret-2026.pdf", null, 9L)),
        message("s4", "ratna", "Ratna Dewi", text("order #A-778 dan #A-779")),
        message("s5", "ratna", "Ratna Dewi", text("resi JNE-00123.45, alamat Łódź Straße 5")),
        message("s6", "omer", "Ömer ÇELİK", text("INV20260099 lunas")),
        message("s7", "omer", "Ömer ÇELİK", text("Сколько стоит? 订单 55512")));
    await().until(() -> found("55512").size() == 1);
    Answer named =
        desk.call(
            SITI, "PATCH", "/contacts/628137770002", "{\"name\":\"Bu Ratna, Toko Maju\"}", null);
    assertThat(named.status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @ParameterizedTest(name = "{0} -> {1}, {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # the search          | finds | in the message
          # Names.
          José                  | jose  | -
          jose                  | jose  | -
          JOSÉ                  | jose  | -
          jos                   | jose  | -
          nandu                 | jose  | -
          Ñandu jose            | jose  | -
          Omer                  | omer  | -
          ömer celik            | omer  | -
          CELIK                 | omer  | -
          Ratna                 | ratna | -
          dewi                  | ratna | -
          bu ratna              | ratna | -
          toko maj              | ratna | -
          # Numbers.
          0813-7770-001         | jose  | -
          +62 813 7770 002      | ratna | -
          770002                | ratna | -
          8137770001            | jose  | -
          998877665544332       | omer  | -
          665544                | omer  | -
          # Order numbers.
          INV-2026/0012         | jose  | Pesanan [INV-2026/0012] belum sampai
          inv 2026 0012         | jose  | Pesanan [INV]-[2026]/[0012] belum sampai
          INV20260012           | jose  | Pesanan [INV-2026/0012] belum sampai
          0012                  | jose  | Pesanan INV-2026/[0012] belum sampai
          INV-2026-0012         | jose  | Pesanan [INV-2026/0012] belum sampai
          INV-2026/0099         | omer  | [INV20260099] lunas
          INV20260099           | omer  | [INV20260099] lunas
          #A-778                | ratna | order #[A-778] dan #A-779
          A-779                 | ratna | order #A-778 dan #[A-779]
          778                   | ratna | order #A-[778] dan #A-779
          JNE-00123.45          | ratna | resi [JNE-00123.45], alamat Łódź Straße 5
          jne0012345            | ratna | resi [JNE-00123.45], alamat Łódź Straße 5
          # File names.
          faktur                | jose  | [Faktur]_Maret-2026.pdf
          Faktur_Maret-2026.pdf | jose  | [Faktur_Maret-2026.pdf]
          maret 2026            | jose  | Faktur_[Maret]-[2026].pdf
          # Words, without accents, in any order.
          cafe                  | jose  | Tolong cek, [CAFÉ] tutup?
          tutup café            | jose  | Tolong cek, [CAFÉ] [tutup]?
          lodz strasse          | ratna | resi JNE-00123.45, alamat [Łódź] [Straße] 5
          сколько стоит         | omer  | [Сколько] [стоит]? 订单 55512
          订单                   | omer  | Сколько стоит? [订单] 55512
          lunas                 | omer  | INV20260099 [lunas]
          # Signs and spaces that folding makes.
          bu ratna \u0301      | ratna | -
          ⑴ lunas               | -     | -
          ﷺ                     | -     | -
          # Nothing.
          INV-2026/0013         | -     | -
          tutup lunas           | -     | -
          81377                 | -     | -
          """)
  void searchesFindTheirChat(String q, @Nullable String who, @Nullable String excerpt)
      throws Exception {
    List<JsonNode> chats = found(q);

    assertThat(chats.stream().map(chat -> CUSTOMERS.get(chat.path("chatId").asString())))
        .isEqualTo(who == null ? List.of() : List.of(who));
    if (excerpt != null) {
      StringBuilder shown = new StringBuilder();
      for (JsonNode part : chats.getFirst().at("/hit/excerpt")) {
        String text = part.path("text").asString();
        shown.append(part.path("hit").asBoolean() ? "[" + text + "]" : text);
      }
      assertThat(Normalizer.normalize(shown, Normalizer.Form.NFC)).isEqualTo(excerpt);
    }
  }

  @Test
  void hitLeadsToItsPlaceInTheChat() throws Exception {
    String number = "628137770009";
    Instant start = Instant.now().minus(5, ChronoUnit.HOURS);
    List<InboundMessage> messages = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      messages.add(
          inbound(
              "j" + i,
              number + "@s.whatsapp.net",
              "Joko",
              text(i == 11 ? "kuncikata" : "x" + i),
              start.plusSeconds(i)));
    }
    TestTopics.write(messages.toArray(InboundMessage[]::new));
    String path = "/chats/default:" + number;
    await().until(() -> ids(desk.get(SITI, path + "/messages?limit=200").body()).size() == MANY);

    String hit = found("kuncikata").getFirst().at("/hit/messageId").asString();
    JsonNode page = desk.get(SITI, path + "/messages?limit=5&around=" + hit).body();
    assertThat(ids(page)).containsExactly("j13", "j12", "j11", "j10", "j9");
    JsonNode older =
        desk.get(SITI, path + "/messages?limit=3&before=" + page.path("next").asString()).body();
    assertThat(ids(older)).containsExactly("j8", "j7", "j6");
    JsonNode newer =
        desk.get(SITI, path + "/messages?limit=3&after=" + page.path("previous").asString()).body();
    assertThat(ids(newer)).containsExactly("j16", "j15", "j14");
    JsonNode alone = desk.get(SITI, path + "/messages?limit=1&around=j11").body();
    assertThat(ids(alone)).containsExactly("j11");

    JsonNode end = desk.get(SITI, path + "/messages?around=j29&limit=4").body();
    assertThat(ids(end)).containsExactly("j29", "j28", "j27", "j26");
    JsonNode later =
        desk.get(SITI, path + "/messages?after=" + end.path("previous").asString()).body();
    assertThat(ids(later)).isEmpty();
    assertThat(later.path("previous").asString()).isEqualTo(end.path("previous").asString());
    assertThat(desk.get(SITI, path + "/messages?around=unknown").status()).isEqualTo(404);
    assertThat(
            desk.get(SITI, path + "/messages?around=j1&before=" + page.path("next").asString())
                .status())
        .isEqualTo(400);
  }

  @Test
  void messagesOfAClearedChatAreNotFound() throws Exception {
    String chat = "628137770008@s.whatsapp.net";
    Instant at = Instant.now();
    TestTopics.write(inbound("k1", chat, "Kiki", text("katarahasia"), at));
    await().until(() -> found("katarahasia").size() == 1);

    var cleared = JsonMapper.shared().createObjectNode().put("messages_removed_all", chat);
    TestTopics.write(
        inbound("k2", chat, "Kiki", new Content.Unsupported("notice", cleared), at.plusSeconds(1)),
        inbound("k3", chat, "Kiki", text("katabaru"), at.plusSeconds(2)));
    await().until(() -> found("katabaru").size() == 1);
    assertThat(found("katarahasia")).isEmpty();
  }

  @Test
  void contactsAreFoundLikeChats() throws Exception {
    for (String q : List.of("nandu", "0813-7770-001", "770001")) {
      JsonNode contacts = desk.get(SITI, "/contacts?q=" + encoded(q)).body().path("contacts");
      assertThat(contacts.size()).as(q).isEqualTo(1);
      assertThat(contacts.at("/0/number").asString()).isEqualTo("628137770001");
    }
    assertThat(desk.get(SITI, "/contacts?q=toko").body().at("/contacts/0/name").asString())
        .isEqualTo("Bu Ratna, Toko Maju");
    assertThat(desk.get(SITI, "/contacts?q=kosong").body().path("contacts").size()).isZero();
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("messages").forEach(message -> ids.add(message.path("id").asString()));
    return ids;
  }

  private static List<JsonNode> found(String q) throws Exception {
    Answer answer = desk.get(SITI, "/chats?q=" + encoded(q));
    assertThat(answer.status()).isEqualTo(200);
    List<JsonNode> chats = new ArrayList<>();
    answer.body().path("chats").forEach(chats::add);
    return chats;
  }

  private static String encoded(String q) {
    return URLEncoder.encode(q, StandardCharsets.UTF_8);
  }

  private static Content text(String words) {
    return new Content.Text(words);
  }

  private static InboundMessage message(String id, String who, String name, Content content) {
    String chat =
        CUSTOMERS.entrySet().stream()
            .filter(entry -> entry.getValue().equals(who))
            .findFirst()
            .orElseThrow()
            .getKey();
    messages++;
    Instant at = Instant.now().minus(2, ChronoUnit.HOURS).plusSeconds(messages);
    return inbound(id, chat, name, content, at);
  }

  private static InboundMessage inbound(
      String id, String chat, String name, Content content, Instant at) {
    return new InboundMessage(
        id, "default", chat, chat, name, From.CUSTOMER, content, null, at, at, false);
  }
}
