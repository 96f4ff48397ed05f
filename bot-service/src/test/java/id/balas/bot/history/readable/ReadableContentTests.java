package id.balas.bot.history.readable;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.value.Content;
import id.balas.events.value.Content.Media.Kind;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ReadableContentTests {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");
  private static final ReadableContent EN = new ReadableContent(Locale.ENGLISH, JAKARTA);
  private static final ReadableContent ID = new ReadableContent(Locale.of("id"), JAKARTA);

  static Stream<Arguments> contents() {
    String vcard =
        "BEGIN:VCARD\nVERSION:3.0\nFN:Siti\nitem1.TEL;waid=628110000022:+62 811-0000-022\nEND:VCARD";
    return Stream.of(
        Arguments.of(new Content.Text("Halo"), "Halo", "Halo"),
        Arguments.of(media(Kind.IMAGE, null, "Ini", null, null), "Picture: Ini", "Gambar: Ini"),
        Arguments.of(
            media(Kind.IMAGE, null, null, null, true),
            "Picture (view once)",
            "Gambar (sekali lihat)"),
        Arguments.of(
            media(Kind.VOICE, null, null, 12, null),
            "Voice note (12 seconds)",
            "Pesan suara (12 detik)"),
        Arguments.of(
            media(Kind.VOICE, null, null, 1, true),
            "Voice note (1 second, view once)",
            "Pesan suara (1 detik, sekali lihat)"),
        Arguments.of(media(Kind.STICKER, null, null, null, null), "Sticker", "Stiker"),
        Arguments.of(
            media(Kind.DOCUMENT, "harga.pdf", "Daftar", null, null),
            "File: harga.pdf – Daftar",
            "Berkas: harga.pdf – Daftar"),
        Arguments.of(
            new Content.Location(-6.2, 106.8, "Monas", "Jl. Merdeka"),
            "Location: Monas, Jl. Merdeka",
            "Lokasi: Monas, Jl. Merdeka"),
        Arguments.of(
            new Content.Location(-6.2, 106.8, null, null, true),
            "Live location: -6.2, 106.8",
            "Lokasi terkini: -6.2, 106.8"),
        Arguments.of(
            new Content.Contact("Siti", vcard),
            "Contact: Siti (+62 811-0000-022)",
            "Kontak: Siti (+62 811-0000-022)"),
        Arguments.of(
            new Content.Contact("Toko", "TEL;TYPE=CELL;waid=628110000022:\nTEL:tel:+628110000033"),
            "Contact: Toko (+628110000033)",
            "Kontak: Toko (+628110000033)"),
        Arguments.of(new Content.Choice("a", "Ongkir"), "Ongkir", "Ongkir"),
        Arguments.of(new Content.Edit("m", new Content.Text("jam 8")), "jam 8", "jam 8"),
        Arguments.of(
            new Content.Forward("m", new Content.Choice("a", "Ongkir")), "Ongkir", "Ongkir"),
        Arguments.of(new Content.Reaction("m", "👍"), "Reaction 👍", "Reaksi 👍"),
        Arguments.of(new Content.Reaction("m", ""), "Reaction removed", "Reaksi dihapus"));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void recordsReadAsPlainText(Content content, String english, String indonesian) {
    assertThat(EN.of(content, List.of())).isEqualTo(english);
    assertThat(ID.of(content, List.of())).isEqualTo(indonesian);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          order | {"order_id":"1","title":"Kopi","item_count":2,"total_price":50000,"currency":"IDR"} | Order: Kopi, 2 items; total Rp 50,000 | Pesanan: Kopi, 2 barang; total Rp 50.000
          order | {"items":[{"name":"Kopi","quantity":2,"price":25000},{"title":"Teh"}],"total":65000,"currency":"IDR","text":"Tolong cepat"} | Order: 2 × Kopi (Rp 25,000), 1 × Teh; total Rp 65,000. Note: Tolong cepat | Pesanan: 2 × Kopi (Rp 25.000), 1 × Teh; total Rp 65.000. Catatan: Tolong cepat
          order | {"product_items":[{"product_retailer_id":"SKU-1","quantity":"3","item_price":"1.5","currency":"USD"}]} | Order: 3 × SKU-1 (USD 1.5) | Pesanan: 3 × SKU-1 (USD 1,5)
          order | {"products":["Kopi"],"totalAmount1000":50000000,"totalCurrencyCode":"IDR"} | Order: Kopi; total Rp 50,000 | Pesanan: Kopi; total Rp 50.000
          order | {} | Order | Pesanan
          product | {"product_id":"7","title":"Kopi","price":25000,"currency":"IDR"} | Product: Kopi, Rp 25,000 | Produk: Kopi, Rp 25.000
          product | {"product":{"name":"Kopi","priceAmount1000":25000000},"catalog":{"title":"Toko"}} | Product: Kopi, 25,000 | Produk: Kopi, 25.000
          catalog | {"title":"Toko Kopi"} | Catalog: Toko Kopi | Katalog: Toko Kopi
          poll | {"title":"Jam?","options":["9","10"],"total":1,"results":[{"id":"h1","name":"9","count":0},{"id":"h2","name":"10","count":1,"voters":["62811"]}]} | Poll: Jam? – 9 (0 votes), 10 (1 vote) | Jajak pendapat: Jam? – 9 (0 suara), 10 (1 suara)
          poll | {"name":"Jam?","options":[{"name":"9"},{"optionName":"x"}]} | Poll: Jam? – 9 (0 votes) | Jajak pendapat: Jam? – 9 (0 suara)
          event | {"name":"Rapat","start":1795500000,"location":{"name":"Kantor"}} | Event: Rapat, Tue 24 Nov 2026 13:00 WIB, Kantor | Acara: Rapat, Sel 24 Nov 2026 13.00 WIB, Kantor
          event | {"title":"Rapat","start_time":"1795500000000","is_canceled":true} | Canceled event: Rapat, Tue 24 Nov 2026 13:00 WIB | Acara dibatalkan: Rapat, Sel 24 Nov 2026 13.00 WIB
          contact_list | {"list":[{"name":"Siti","vcard":"TEL;waid=628110000022:+62 811-0000-022"},{"vcard":"FN:Tono"}]} | Contacts: Siti (+62 811-0000-022), Tono | Kontak: Siti (+62 811-0000-022), Tono
          contact | {"vcard":"FN:Tono\\nTEL:0811000033"} | Contact: Tono (0811000033) | Kontak: Tono (0811000033)
          album | {"expected_image_count":3,"expected_video_count":1} | Album: 3 pictures, 1 video | Album: 3 gambar, 1 video
          album | {"media":[{"type":"image","caption":"Rusak"},{"mime_type":"video/mp4"},{"type":"image"}]} | Album: 2 pictures, 1 video – Rusak | Album: 2 gambar, 1 video – Rusak
          album | {} | Album | Album
          group_invite | {"body":"Gabung","title":"Grup"} | Invitation to a group: Gabung | Undangan ke grup: Gabung
          sticker | {} | Sticker | Stiker
          voice | null | Voice note | Pesan suara
          view_once | {} | Message (view once) | Pesan (sekali lihat)
          image | {"view_once":true} | Picture (view once) | Gambar (sekali lihat)
          reply | {"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent"}} | Sent | Sent
          interactive | {"header":{"text":"Promo"},"action":{}} | Promo | Promo
          unknown | null | This message cannot be shown here. Open it on the phone. | Pesan ini tidak dapat ditampilkan di sini. Buka di ponsel.
          hologram | {"x":[1,2.5,null,true]} | This message cannot be shown here. Open it on the phone. | Pesan ini tidak dapat ditampilkan di sini. Buka di ponsel.
          """)
  void providerKindsReadAsPlainText(String kind, String body, String english, String indonesian) {
    Content content =
        unsupported(
            kind,
            "{\"id\":\"M-1\",\"type\":\"%s\",\"chat_id\":\"62811\",\"%s\":%s}"
                .formatted(kind, kind, body));
    assertThat(EN.of(content, List.of())).isEqualTo(english);
    assertThat(ID.of(content, List.of())).isEqualTo(indonesian);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          call   | {"id":"AB","from":"62811","status":"missed"} | Missed voice call | Panggilan suara tak terjawab
          call   | {"id":"AB","status":"missed","video_call":true} | Missed video call | Panggilan video tak terjawab
          call   | {"id":"AB","status":"ringing"} | Incoming voice call | Panggilan suara masuk
          call   | {"id":"AB","status":"canceled"} | Canceled voice call | Panggilan suara dibatalkan
          call   | {"id":"AB","status":"teleported"} | Voice call | Panggilan suara
          call   | {"type":"call","call":{"id":"AB","from":"62811","status":"missed"}} | Missed voice call | Panggilan suara tak terjawab
          notice | {"type":"system","system":{"body":"Encrypted."}} | Notice from WhatsApp: Encrypted. | Pemberitahuan WhatsApp: Encrypted.
          notice | {"type":"action","action":{"type":"pin","target":"M-1"}} | A message was pinned | Sebuah pesan disematkan
          notice | {"messages_removed_all":"62811"} | All messages of this chat were deleted on the phone | Semua pesan di obrolan ini dihapus di ponsel
          notice | {} | Notice from WhatsApp | Pemberitahuan WhatsApp
          event_response | {"type":"action","action":{"type":"event_response","event_response":"going"}} | Reply to an event: going | Jawaban undangan acara: hadir
          comment | {"type":"action","action":{"type":"comment","comment":{"body":"Bagus"}}} | Comment: Bagus | Komentar: Bagus
          vote   | {"type":"action","action":{"type":"vote","votes":["9"]}} | Vote in a poll: 9 | Suara dalam jajak pendapat: 9
          edited | {"type":"edited","edited_content":{"caption":"Baru"}} | Baru | Baru
          """)
  void noticesAndActionsReadAsPlainText(
      String kind, String raw, String english, String indonesian) {
    assertThat(EN.of(unsupported(kind, raw), List.of())).isEqualTo(english);
    assertThat(ID.of(unsupported(kind, raw), List.of())).isEqualTo(indonesian);
  }

  @Test
  void pollsCountTheRecordedVotes() {
    Content poll =
        unsupported(
            "poll",
            "{\"poll\":{\"title\":\"Jam?\",\"options\":[\"9\",\"10\"],\"results\":[{\"id\":\"h1\",\"name\":\"9\",\"count\":7}]}}");
    assertThat(EN.of(poll, List.of(List.of("10"), List.of("h1", "10"), List.of())))
        .isEqualTo("Poll: Jam? – 9 (1 vote), 10 (2 votes)");
  }

  @Test
  void previewsAreShortAndHideDeletedTexts() {
    Content text = new Content.Text("👍".repeat(1000));
    assertThat(EN.preview(text, List.of(), false)).isEqualTo("👍".repeat(200));
    assertThat(EN.preview(text, List.of(), true)).isEqualTo("This message was deleted");
    assertThat(ID.preview(text, List.of(), true)).isEqualTo("Pesan ini telah dihapus");
  }

  @Test
  void longOrdersAreCut() {
    String item = "{\"name\":\"Kopi\",\"quantity\":1},";
    Content order =
        unsupported("order", "{\"order\":{\"items\":[" + item.repeat(49) + "{\"name\":\"Teh\"}]}}");
    assertThat(EN.of(order, List.of())).endsWith("1 × Kopi, 20 more");
  }

  // An exception would hide all messages of the chat.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "\"text\"",
        "[]",
        "[[1]]",
        "{}",
        "{\"type\":7}",
        "{\"type\":{\"type\":\"order\"}}",
        "{\"order\":[1,null,{}],\"poll\":\"x\",\"event\":{\"start\":\"1e-99999999\",\"location\":[]}}",
        "{\"order\":{\"items\":[null,5,[],{\"quantity\":-1,\"price\":\"1e999999\"}],\"total\":{}}}",
        "{\"poll\":{\"options\":{\"a\":1},\"results\":[{\"name\":{}}]},\"event\":{\"start\":1e300}}",
        "{\"album\":[[{}]],\"call\":{\"status\":[]},\"contact_list\":{\"list\":[{\"vcard\":{}}]}}"
      })
  void anyJsonReadsAsSomething(String raw) {
    for (String kind :
        List.of(
            "order",
            "product",
            "catalog",
            "poll",
            "event",
            "event_response",
            "contact_list",
            "album",
            "call",
            "notice",
            "vote",
            "reply",
            "interactive",
            "image",
            "edited",
            "x",
            "type")) {
      assertThat(EN.of(unsupported(kind, raw), List.of(List.of("")))).as(kind).isNotBlank();
    }
  }

  @Test
  void bothLanguagesHaveAllTexts() {
    assertThat(bundle("id").keySet()).isEqualTo(bundle("en").keySet());
  }

  private static ResourceBundle bundle(String language) {
    return ResourceBundle.getBundle("contents", Locale.of(language));
  }

  private static Content unsupported(String kind, String raw) {
    return new Content.Unsupported(kind, JSON.readTree(raw));
  }

  private static Content media(
      Kind kind,
      @Nullable String fileName,
      @Nullable String caption,
      @Nullable Integer seconds,
      @Nullable Boolean viewOnce) {
    return new Content.Media(
        kind, "m", null, "application/octet-stream", fileName, caption, null, seconds, viewOnce);
  }
}
