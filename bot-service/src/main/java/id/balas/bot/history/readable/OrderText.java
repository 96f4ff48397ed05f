package id.balas.bot.history.readable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes an order with its items, and a product.
final class OrderText {

  private static final int MOST_ITEMS = 30;
  private static final String[] NAMES = {
    "name",
    "title",
    "product_name",
    "productName",
    "product_retailer_id",
    "retailer_id",
    "product_id",
    "id"
  };
  private static final String[] PRICES = {
    "price",
    "item_price",
    "itemPrice",
    "price1000",
    "price_amount_1000",
    "priceAmount1000",
    "amount"
  };

  private final ReadableTexts texts;

  OrderText(ReadableTexts texts) {
    this.texts = texts;
  }

  String order(ProviderJson order) {
    String currency =
        order.text("currency", "currency_code", "total_currency_code", "totalCurrencyCode");
    List<JsonNode> items =
        order.list("items", "products", "product_items", "order_items", "list", "productItems");
    BigDecimal total =
        order.amount(
            "total_price",
            "total",
            "total_amount",
            "totalPrice",
            "total_amount_1000",
            "totalAmount1000");
    String title = order.text("order_title", "orderTitle", "title", "name");
    String note = order.text("text", "message", "body", "note", "comment");
    String listed = items.isEmpty() ? unlisted(order, title) : items(items, currency);
    String details =
        Stream.of(
                listed.isEmpty() ? null : listed,
                total == null ? null : texts.of("order.total", texts.amount(total, currency)))
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    String written = details.isEmpty() ? texts.of("order") : texts.of("order") + ": " + details;
    return note == null || note.equals(title)
        ? written
        : written + ". " + texts.of("order.note", note);
  }

  // The provider often sends only the number of items.
  private String unlisted(ProviderJson order, @Nullable String title) {
    Integer count = order.count("item_count", "itemCount", "items_count", "count");
    return Stream.of(title, count == null ? null : texts.of("order.items", count))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }

  private String items(List<JsonNode> items, @Nullable String currency) {
    String listed =
        items.stream()
            .limit(MOST_ITEMS)
            .map(item -> item(item, currency))
            .collect(Collectors.joining(", "));
    int more = items.size() - MOST_ITEMS;
    return more > 0 ? listed + ", " + texts.of("more", more) : listed;
  }

  private String item(JsonNode item, @Nullable String currency) {
    if (!item.isObject()) {
      return String.valueOf(ProviderJson.text(item));
    }
    var json = new ProviderJson(item);
    String own = json.text("currency", "currency_code");
    String name = json.text(NAMES);
    if (name == null) {
      name = json.at("product").text(NAMES);
    }
    Integer quantity = json.count("quantity", "qty", "count", "amount_of_items");
    BigDecimal price = json.amount(PRICES);
    return (quantity == null ? 1 : quantity)
        + " × "
        + (name == null ? texts.of("product") : name)
        + (price == null ? "" : " (" + texts.amount(price, own == null ? currency : own) + ")");
  }

  String product(ProviderJson body) {
    ProviderJson inner = body.at("product");
    ProviderJson product = inner.isEmpty() ? body : inner;
    String name =
        product.text("title", "name", "product_name", "body", "description", "retailer_id", "id");
    BigDecimal price = product.amount(PRICES);
    String currency = product.text("currency", "currency_code");
    String details =
        Stream.of(
                name,
                price == null ? null : texts.amount(price, currency),
                product.text("url", "link"))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    return details.isEmpty() ? texts.of("product") : texts.of("product") + ": " + details;
  }
}
