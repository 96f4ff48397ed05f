package id.balas.system.bench.load;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Webhook bodies as the provider sends them: texts of many chats.
public final class WebhookBodies {

  private WebhookBodies() {}

  /// One body of `messages` messages; `number` makes its ids and chats its own.
  public static String of(int number, int messages) {
    return IntStream.range(0, messages)
        .mapToObj(i -> message(number * messages + i))
        .collect(
            Collectors.joining(
                ",",
                "{\"messages\":[",
                "],\"event\":{\"type\":\"messages\",\"event\":\"post\"},\"channel_id\":\"BENCH-1\"}"));
  }

  private static String message(int number) {
    long chat = 6_281_200_000_000L + number * 7_919L % 5_000;
    return """
    {"id":"PsqXn.Zw4bench%08d-gA","from_me":false,"type":"text","chat_id":"%d@s.whatsapp.net",\
    "timestamp":%d,"source":"mobile","text":{"body":"Halo, saya mau tanya pesanan nomor %d, kapan dikirim ya?"},\
    "from":"%d","from_name":"Sari Wulandari"}\
    """
        .formatted(number, chat, System.currentTimeMillis() / 1000, number, chat);
  }
}
