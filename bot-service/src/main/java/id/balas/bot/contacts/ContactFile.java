package id.balas.bot.contacts;

import id.balas.bot.contacts.store.ContactField;
import id.balas.bot.decision.text.PhoneNumber;
import id.balas.service.web.InvalidValueException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the rows of an import and collects all errors, with their lines.
final class ContactFile {

  static final int MOST_ROWS = 20_000;
  static final int MOST_ERRORS = 100;

  private static final int LONGEST_NAME = 100;

  private final String countryCode;
  private final Map<String, ContactField> fields = new LinkedHashMap<>();
  private final SequencedMap<String, ImportedContact> rows = new TreeMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<ImportError> errors = new ArrayList<>();

  ContactFile(String countryCode, List<ContactField> fields) {
    this.countryCode = countryCode;
    fields.forEach(field -> this.fields.put(field.key(), field));
  }

  /// The valid rows by WhatsApp id, sorted.
  SequencedMap<String, ImportedContact> rows() {
    return rows;
  }

  List<ImportError> errors() {
    return errors;
  }

  void read(Reader in) throws IOException {
    CsvReader csv = new CsvReader(in);
    List<String> header = csv.header();
    if (!checkHeader(header)) {
      return;
    }
    try {
      for (List<String> row = csv.next(); row != null; row = csv.next()) {
        if (rows.size() == MOST_ROWS) {
          add(csv.line(), null, "is too many: a file has at most " + MOST_ROWS + " contacts");
          return;
        }
        read(csv.line(), header, row);
        if (errors.size() >= MOST_ERRORS) {
          return;
        }
      }
    } catch (IllegalArgumentException e) {
      add(csv.line(), null, String.valueOf(e.getMessage()));
    }
  }

  private boolean checkHeader(List<String> header) {
    Set<String> seen = new HashSet<>();
    for (String column : header) {
      boolean isKnown = fields.containsKey(column) || ContactColumns.isReserved(column);
      if (!isKnown) {
        add(1, column, "is not a column. Define a custom field with this key first");
      } else if (!seen.add(column)) {
        add(1, column, "is there twice");
      }
    }
    if (!seen.contains(ContactColumns.NUMBER)) {
      add(1, ContactColumns.NUMBER, "is missing");
    }
    return errors.isEmpty();
  }

  private void read(int line, List<String> header, List<String> row) {
    if (row.size() > header.size()) {
      add(line, null, "has more cells than the header has columns");
      return;
    }
    int before = errors.size();
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < row.size(); i++) {
      String text = row.get(i).strip();
      if (!text.isEmpty()) {
        cells.put(header.get(i), text);
      }
    }
    String id = whatsAppId(line, cells.get(ContactColumns.NUMBER));
    String name = checkedName(line, cells.get(ContactColumns.NAME));
    String language = checkedLanguage(line, cells.get(ContactColumns.LANGUAGE));
    String values = values(line, cells);
    if (errors.size() == before) {
      rows.put(id, new ImportedContact(id, name, language, values));
    }
  }

  private String whatsAppId(int line, @Nullable String number) {
    if (number == null) {
      add(line, ContactColumns.NUMBER, "is missing");
      return "";
    }
    String id = PhoneNumber.chatId(number, countryCode).orElse("");
    if (id.isEmpty()) {
      add(line, ContactColumns.NUMBER, "must be a phone number such as 628111222333");
      return "";
    }
    Integer earlier = lines.putIfAbsent(id, line);
    if (earlier != null) {
      add(line, ContactColumns.NUMBER, "is the number of line " + earlier);
    }
    return id;
  }

  private @Nullable String checkedName(int line, @Nullable String name) {
    if (name != null && (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0)) {
      add(line, ContactColumns.NAME, "must have at most " + LONGEST_NAME + " characters");
    }
    return name;
  }

  private @Nullable String checkedLanguage(int line, @Nullable String language) {
    if (language != null && !language.equals("id") && !language.equals("en")) {
      add(line, ContactColumns.LANGUAGE, "must be id or en");
    }
    return language;
  }

  private String values(int line, Map<String, String> cells) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    fields.forEach((key, field) -> {
      String text = cells.get(key);
      if (text != null) {
        try {
          values.set(key, field.value(text));
        } catch (InvalidValueException e) {
          add(line, key, String.valueOf(e.getMessage()));
        }
      }
    });
    return values.toString();
  }

  private void add(int line, @Nullable String column, String message) {
    errors.add(new ImportError(line, column, message));
  }
}
