package id.balas.bot.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.service.text.CsvLine;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTests {

  @Test
  void readsWhatSpreadsheetsWrite() throws IOException {
    String file =
        "\ufeffnumber,name\r\n0811,\"Toko \"\"Maju\"\", Bandung\"\r\n\r\n0812,\"Dua\nBaris\"\n0813,";
    CsvReader reader = new CsvReader(new StringReader(file));

    assertThat(reader.header()).containsExactly("number", "name");
    assertThat(reader.next()).containsExactly("0811", "Toko \"Maju\", Bandung");
    assertThat(reader.line()).isEqualTo(2);
    assertThat(reader.next()).containsExactly("0812", "Dua\nBaris");
    assertThat(reader.line()).isEqualTo(4);
    assertThat(reader.next()).containsExactly("0813", "");
    assertThat(reader.line()).isEqualTo(6);
    assertThat(reader.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;b\r\n1;2\r\n", "a\tb\n1\t2", "\"a\",\"b\"\n1,2"})
  void separatorsOfAllCountriesAreRead(String file) throws IOException {
    CsvReader reader = new CsvReader(new StringReader(file));

    assertThat(reader.header()).containsExactly("a", "b");
    assertThat(reader.next()).containsExactly("1", "2");
    assertThat(reader.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {";;", " ; ", "\"\";\t", ""})
  void rowsWithoutValuesAreSkipped(String row) throws IOException {
    CsvReader reader = new CsvReader(new StringReader("a;b\n" + row + "\r\n1;2\n" + row + "\n"));
    reader.header();

    assertThat(reader.next()).containsExactly("1", "2");
    assertThat(reader.line()).isEqualTo(3);
    assertThat(reader.next()).isNull();
  }

  @Test
  void openQuotesAreErrors() throws IOException {
    CsvReader reader = new CsvReader(new StringReader("a\n\"open\nrow\n"));
    reader.header();

    assertThatThrownBy(reader::next).hasMessageContaining("not closed");
  }

  @Test
  void endlessCellsAreErrors() throws IOException {
    CsvReader reader = new CsvReader(new StringReader("a\n\"" + "x".repeat(20_000)));
    reader.header();

    assertThatThrownBy(reader::next).hasMessageContaining("quote may be open");
  }

  @Test
  void writtenCellsAreReadUnchanged() throws IOException {
    List<String> cells =
        Arrays.asList("=1+1", "+62", "-x", "@a", "a;=b", "\"q\"", "a,b", "a\nb", "'a", "x'=y", "");
    String file = "h\n" + CsvLine.of(cells);
    CsvReader reader = new CsvReader(new StringReader(file));
    reader.header();

    assertThat(file).contains("'=1+1").contains("'+62").contains("a;'=b");
    assertThat(reader.next()).isEqualTo(cells);
  }
}
