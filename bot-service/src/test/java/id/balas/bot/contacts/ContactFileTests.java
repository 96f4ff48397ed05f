package id.balas.bot.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import id.balas.bot.contacts.store.ContactField;
import id.balas.bot.contacts.store.ContactField.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which files may be imported.
class ContactFileTests {

  private static final List<ContactField> FIELDS =
      List.of(
          new ContactField("city", "City", Kind.TEXT, List.of()),
          new ContactField("size", "Size", Kind.NUMBER, List.of()),
          new ContactField("since", "Since", Kind.DATE, List.of()),
          new ContactField("reseller", "Reseller", Kind.YES_NO, List.of()),
          new ContactField("type", "Type", Kind.CHOICE, List.of("Retail", "Grosir")));

  @Test
  void readsAllKindsOfFields() throws IOException {
    ContactFile file =
        read(
            """
            number,name,language,city,size,since,reseller,type
            0811-1111-111,Ratna,id,Bandung,12.50,2026-11-24,ya,grosir
            +62 811 1111 112,,,,,,,
            """);

    assertThat(file.errors()).isEmpty();
    assertThat(file.rows().values())
        .containsExactly(
            new ImportedContact(
                "628111111111@s.whatsapp.net",
                "Ratna",
                "id",
                "{\"city\":\"Bandung\",\"size\":12.50,\"since\":\"2026-11-24\",\"reseller\":true,\"type\":\"Grosir\"}"),
            new ImportedContact("628111111112@s.whatsapp.net", null, null, "{}"));
  }

  @Test
  void errorsNameLineAndColumn() throws IOException {
    ContactFile file =
        read(
            """
            number,name,language,city,size,since,reseller,type
            Ratna,x,id,,,,,
            ,x,id,,,,,
            08111111111,%s,fr,,dua,24/11/2026,mungkin,Lain
            0812-1111-1111,a,,,,,,
            +6281211111111,b,,,,,,
            1,2,3,4,5,6,7,8,9
            """
                .formatted("x".repeat(101)));

    assertThat(file.errors().stream().map(it -> it.line() + " " + it.column()))
        .containsExactlyInAnyOrder(
            "2 number",
            "3 number",
            "4 name",
            "4 language",
            "4 size",
            "4 since",
            "4 reseller",
            "4 type",
            "6 number",
            "7 null");
    assertThat(file.errors().stream().map(ImportError::message))
        .contains("is the number of line 5");
  }

  @Test
  void exportedColumnsAreAccepted() throws IOException {
    String header = String.join(",", ContactColumns.of(FIELDS));

    assertThat(read(header + "\n").errors()).isEmpty();
  }

  @Test
  void unknownColumnsAreErrors() throws IOException {
    assertThat(read("number,phone\n0811,2\n").errors())
        .extracting(ImportError::line, ImportError::column)
        .containsExactly(tuple(1, "phone"));
    assertThat(read("name\nRatna\n").errors()).extracting(ImportError::column).contains("number");
    assertThat(read("number,name,name\n").errors()).hasSize(1);
  }

  @Test
  void filesAreBounded() throws IOException {
    String rows =
        IntStream.rangeClosed(1, ContactFile.MOST_ROWS + 1)
            .mapToObj(i -> "6281100%06d".formatted(i))
            .collect(Collectors.joining("\n", "number\n", "\n"));
    String errors =
        IntStream.range(0, 1000)
            .mapToObj(i -> "x" + i)
            .collect(Collectors.joining("\n", "number\n", "\n"));

    assertThat(read(rows).errors()).extracting(ImportError::line).containsExactly(20_002);
    assertThat(read(errors).errors()).hasSize(ContactFile.MOST_ERRORS);
  }

  private static ContactFile read(String text) throws IOException {
    ContactFile file = new ContactFile("62", FIELDS);
    file.read(new StringReader(text));
    return file;
  }
}
