package id.balas.bot.contacts;

import id.balas.bot.contacts.store.ContactDetails;
import id.balas.bot.contacts.store.ContactField;
import id.balas.bot.contacts.store.ContactFields;
import id.balas.bot.contacts.store.ContactQueries;
import id.balas.service.text.CsvLine;
import id.balas.service.web.Cursor;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes all contacts as CSV, page by page: no connection is held while a slow client reads.
@Component
public class ContactExport {

  private static final int PAGE = 200;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final ContactQueries contacts;
  private final ContactFields fields;

  ContactExport(ContactQueries contacts, ContactFields fields) {
    this.contacts = contacts;
    this.fields = fields;
  }

  public void write(Writer out) throws IOException {
    List<ContactField> defined = fields.all();
    out.write(CsvLine.BYTE_ORDER_MARK + CsvLine.of(ContactColumns.of(defined)));
    Cursor after = null;
    do {
      ContactDetails.Page page = contacts.list(null, false, after, PAGE);
      for (ContactDetails contact : page.contacts()) {
        out.write(CsvLine.of(cells(contact, defined)));
      }
      after = page.next() == null ? null : Cursor.parse(page.next());
    } while (after != null);
  }

  private static List<@Nullable String> cells(ContactDetails contact, List<ContactField> defined) {
    List<@Nullable String> cells = new ArrayList<>();
    cells.add(contact.number() == null ? contact.ids().getFirst() : contact.number());
    cells.add(contact.ownName());
    cells.add(contact.language());
    cells.add(contact.name());
    cells.add(String.valueOf(contact.blocked()));
    cells.add(String.valueOf(contact.optedOut()));
    cells.add(contact.seen().first() == null ? null : contact.seen().first().toString());
    cells.add(contact.seen().last() == null ? null : contact.seen().last().toString());
    cells.add(String.join("; ", contact.labels()));
    JsonNode values = JSON.readTree(contact.fields());
    defined.forEach(field -> {
      JsonNode value = values.path(field.key());
      cells.add(value.isMissingNode() ? null : text(value));
    });
    return cells;
  }

  // An import takes no number with an exponent.
  private static String text(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    return value.isString() ? value.asString() : value.toString();
  }
}
