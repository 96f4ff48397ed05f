package id.balas.fakewhapi;

import static id.balas.fakewhapi.Client.CHAT;
import static id.balas.fakewhapi.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// All kinds of sends except plain text, their limits, and actions on sent messages.
class SendTests {

  private static final String TO = "\"to\":\"" + CHAT + "\"";
  private static final String PIXEL = "data:image/png;name=titik.png;base64,iVBORw0KGgo=";

  private WebhookReceiver webhook;
  private FakeWhapi whapi;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    webhook = new WebhookReceiver();
    whapi = webhook.whapi("the-token", Duration.ZERO);
    client = new Client(whapi, "the-token");
  }

  @AfterEach
  void stop() {
    whapi.close();
    webhook.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "location | \"latitude\":-6.2,\"longitude\":106.8,\"address\":\"Jakarta\" | /location/address | Jakarta",
        "live_location | \"latitude\":-6.2,\"longitude\":106.8 | /live_location/longitude | 106.8",
        "contact | \"name\":\"Siti\",\"vcard\":\"BEGIN:VCARD\" | /contact/name | Siti",
        "contact_list | \"list\":[{\"name\":\"Siti\",\"vcard\":\"x\"}] | /contact_list/list/0/name | Siti",
        "poll | \"title\":\"Jam?\",\"options\":[\"9\",\"10\"],\"count\":1 | /poll/options/1 | 10",
        "link_preview | \"body\":\"https://contoh.id\",\"title\":\"Contoh\" | /link_preview/title | Contoh",
        "interactive | \"type\":\"button\",\"body\":{\"text\":\"Ya?\"},\"action\":{\"buttons\":[{\"type\":\"quick_reply\",\"title\":\"Ya\",\"id\":\"1\"}]} | /interactive/action/buttons/0/title | Ya",
        "interactive | \"type\":\"list\",\"action\":{\"list\":{\"label\":\"Pilih\",\"sections\":[{\"title\":\"A\",\"rows\":[{\"title\":\"Ya\",\"id\":\"1\"}]}]}} | /interactive/type | list"
      })
  void everySendKindIsAccepted(String kind, String fields, String pointer, String value)
      throws Exception {
    JsonNode message = client.sent("/messages/" + kind, "{" + TO + "," + fields + "}");
    assertThat(message.path("type").asString()).isEqualTo(kind);
    assertThat(message.path("status").asString()).isEqualTo("pending");
    assertThat(message.at(pointer).asString()).isEqualTo(value);
    assertThat(client.get("/messages/" + message.path("id").asString())).isEqualTo(message);
    await().until(() -> webhook.items("messages").contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "location | \"latitude\":-6.2",
        "location | \"latitude\":\"-6.2\",\"longitude\":106.8",
        "location | \"latitude\":-96.2,\"longitude\":106.8",
        "contact | \"name\":\"Siti\"",
        "contact_list | \"list\":[]",
        "poll | \"title\":\"Jam?\",\"options\":[\"9\"]",
        "poll | \"title\":\"Jam?\",\"options\":[\"9\",\"9\"]",
        "poll | \"title\":\"Jam?\",\"options\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\",\"12\",\"13\"]",
        "poll | \"title\":\"Jam?\",\"options\":[\"9\",\"10\"],\"count\":2",
        "link_preview | \"body\":\"https://contoh.id\"",
        "interactive | \"type\":\"button\",\"action\":{\"buttons\":[]}",
        "interactive | \"type\":\"button\",\"action\":{\"buttons\":[{\"type\":\"quick_reply\",\"title\":\"1\"},{\"type\":\"quick_reply\",\"title\":\"2\"},{\"type\":\"quick_reply\",\"title\":\"3\"},{\"type\":\"quick_reply\",\"title\":\"4\"}]}",
        "interactive | \"type\":\"menu\",\"action\":{}",
        "image | \"caption\":\"tanpa berkas\"",
        "image | \"media\":\"!\"",
        "image | \"media\":\"http://localhost:1/none.png\"",
        "text | \"body\":\"Halo\",\"mentions\":\"628\"",
        "text | \"body\":\"Halo\",\"edit\":\"AAAAAAAA-BBBBBBBB\""
      })
  void invalidContentIsRejected(String kind, String fields) throws Exception {
    HttpResponse<String> response = client.post("/messages/" + kind, "{" + TO + "," + fields + "}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(client.bodies("/messages/list")).isEmpty();
  }

  @Test
  void oversizedTextAndWrongMediaAreRejected() throws Exception {
    assertThat(client.send(CHAT, "a".repeat(65_536)).statusCode()).isEqualTo(200);
    assertThat(client.send(CHAT, "a".repeat(65_537)).statusCode()).isEqualTo(413);
    assertThat(
            client.post("/messages/voice", "{" + TO + ",\"media\":\"" + PIXEL + "\"}").statusCode())
        .isEqualTo(415);
    assertThat(
            client.post("/messages/image", "{" + TO + ",\"media\":\"png-00ff-00ff\"}").statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "sticker", "document"})
  void dataUriIsAccepted(String kind) throws Exception {
    JsonNode message =
        client.sent(
            "/messages/" + kind, "{" + TO + ",\"caption\":\"Ini\",\"media\":\"" + PIXEL + "\"}");
    JsonNode media = message.path(kind);
    assertThat(media.path("mime_type").asString()).isEqualTo("image/png");
    assertThat(media.path("file_size").asInt()).isEqualTo(8);
    assertThat(media.path("sha256").asString())
        .isEqualTo("TEtqO+ExSrhhOL70MU3eAi5gCWDYaJosj4YxgC0g2rY=");
    assertThat(media.path("caption").asString()).isEqualTo("Ini");
    assertThat(media.path("file_name").asString(""))
        .isEqualTo(kind.equals("document") ? "titik.png" : "");
  }

  @Test
  void base64MediaIdAndLinkAreAccepted() throws Exception {
    JsonNode base64 =
        client.sent(
            "/messages/image",
            "{" + TO + ",\"mime_type\":\"image/png\",\"media\":\"iVBORw0KGgo=\"}");
    String id = base64.path("image").path("id").asString();
    assertThat(
            client
                .sent("/messages/image", "{" + TO + ",\"media\":\"" + id + "\"}")
                .path("image")
                .path("id")
                .asString())
        .isEqualTo(id);
    HttpServer files = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    files.createContext(
        "/a.png",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "image/png");
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write(new byte[3]);
          exchange.close();
        });
    files.start();
    String link = "http://localhost:" + files.getAddress().getPort() + "/a.png";
    assertThat(
            client
                .sent("/messages/image", "{" + TO + ",\"media\":\"" + link + "\"}")
                .path("image")
                .path("file_size")
                .asInt())
        .isEqualTo(3);
    files.stop(0);
  }

  @Test
  void formAndRawUploadsAreAccepted() throws Exception {
    String form =
        """
        --batas\r
        Content-Disposition: form-data; name="to"\r
        \r
        %s\r
        --batas\r
        Content-Disposition: form-data; name="caption"\r
        \r
        Ini ya\r
        --batas\r
        Content-Disposition: form-data; name="media"; filename="surat.pdf"\r
        Content-Type: application/pdf\r
        \r
        %%PDF\r
        --batas--\r
        """
            .formatted(CHAT);
    var request =
        client
            .request("/messages/document")
            .header("Content-Type", "multipart/form-data; boundary=batas");
    JsonNode document =
        client.ok(client.call(request.POST(BodyPublishers.ofString(form)))).at("/message/document");
    assertThat(document.path("file_name").asString()).isEqualTo("surat.pdf");
    assertThat(document.path("mime_type").asString()).isEqualTo("application/pdf");
    assertThat(document.path("caption").asString()).isEqualTo("Ini ya");
    assertThat(client.call("GET", "/media/" + document.path("id").asString(), "").body())
        .isEqualTo("%PDF");

    var raw =
        client
            .request("/messages/media/voice?to=6281100000001&seconds=4")
            .header("Content-Type", "audio/ogg");
    JsonNode voice =
        client.ok(client.call(raw.POST(BodyPublishers.ofString("OggS")))).at("/message/voice");
    assertThat(voice.path("seconds").asInt()).isEqualTo(4);
    assertThat(voice.path("file_size").asInt()).isEqualTo(4);
  }

  @Test
  void fileCanBeUploadedAndDeleted() throws Exception {
    var upload =
        client
            .request("/media")
            .header("Content-Type", "image/jpeg")
            .POST(BodyPublishers.ofString("jpg"));
    String id = client.ok(client.call(upload)).at("/media/0/id").asString();
    assertThat(id).startsWith("jpeg-");
    assertThat(client.call("GET", "/media/" + id, "").body()).isEqualTo("jpg");
    assertThat(client.call("DELETE", "/media/" + id, "").statusCode()).isEqualTo(200);
    assertThat(client.status("/media/" + id)).isEqualTo(404);
  }

  @Test
  void editChangesExistingMessage() throws Exception {
    String id = client.sendId(CHAT, "Hola");
    JsonNode action =
        client.sent("/messages/text", "{" + TO + ",\"body\":\"Halo\",\"edit\":\"" + id + "\"}");
    assertThat(action.at("/action/target").asString()).isEqualTo(id);
    assertThat(client.bodies("/messages/list")).containsExactly("Halo");
    await().until(() -> !webhook.items("messages_updates").isEmpty());
    assertThat(
            webhook.items("messages_updates").getFirst().at("/after_update/text/body").asString())
        .isEqualTo("Halo");
  }

  @Test
  void messageActionsChangeMessage() throws Exception {
    String theirs =
        client
            .ok(
                client.post(
                    "/fake/messages",
                    "{\"chatId\":\"%s\",\"type\":\"text\",\"body\":\"Halo\"}".formatted(CHAT)))
            .at("/message/id")
            .asString();
    String ours = client.sendId(CHAT, "Ya");
    assertThat(client.call("PUT", "/messages/" + theirs, "").body())
        .isEqualTo("{\"success\":true}");
    client.ok(client.call("PUT", "/messages/" + theirs + "/reaction", "{\"emoji\":\"👍\"}"));
    JsonNode bubble = client.get("/fake/chats/" + CHAT + "/messages").at("/bubbles/0");
    assertThat(bubble.path("ticks").asString()).isEqualTo("read");
    assertThat(bubble.at("/reactions/0/from").asString()).isEqualTo("628999000000");
    client.ok(client.call("DELETE", "/messages/" + theirs + "/reaction", ""));
    assertThat(client.get("/fake/chats/" + CHAT + "/messages").at("/bubbles/0/reactions"))
        .isEmpty();

    JsonNode forwarded = client.sent("/messages/" + theirs, "{\"to\":\"" + GROUP + "\"}");
    assertThat(forwarded.at("/context/forwarded").asBoolean()).isTrue();
    assertThat(forwarded.at("/text/body").asString()).isEqualTo("Halo");

    assertThat(client.call("DELETE", "/messages/" + theirs, "").statusCode()).isEqualTo(403);
    client.ok(client.call("DELETE", "/messages/" + ours, ""));
    assertThat(client.get("/fake/chats/" + CHAT + "/messages").at("/bubbles/1/deleted").asBoolean())
        .isTrue();
    assertThat(client.call("PUT", "/messages/AAAAAAAA-BBBBBBBB", "").statusCode()).isEqualTo(404);
  }

  @Test
  void presenceIsAccepted() throws Exception {
    assertThat(
            client
                .call("PUT", "/presences/" + CHAT, "{\"presence\":\"typing\",\"delay\":2}")
                .statusCode())
        .isEqualTo(200);
    assertThat(client.call("PUT", "/presences/me", "{\"presence\":\"online\"}").statusCode())
        .isEqualTo(200);
    assertThat(client.call("PUT", "/presences/me", "{\"presence\":\"typing\"}").statusCode())
        .isEqualTo(400);
  }
}
