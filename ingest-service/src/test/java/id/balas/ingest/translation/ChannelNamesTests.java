package id.balas.ingest.translation;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.whapi.ChannelSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelNamesTests {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          a token alone takes every id,              t, '',                   ANY-1,          default
          and what has none,                         t, '',                   -,              default
          the only named one takes every id,         '', a:t,                 ANY-1,          a
          even another than its own,                 '', a:t:A-1,             ANY-1,          a
          nothing set,                               '', '',                  ANY-1,          default
          of several each takes its own,             t, 'a:t:A-1,b:t:B-1',    B-1,            b
          the one without takes the rest,            t, 'a:t:A-1,b:t:B-1',    ANY-1,          default
          and what has no id,                        '', 'a:t:A-1,b:t',       -,              b
          two without take nothing,                  t, 'a:t:A-1,b:t',        ANY-1,          ANY-1
          and nobody takes what no one claims,       '', 'a:t:A-1,b:t:B-1',   ANY-1,          ANY-1
          what has no id is then of the default,     '', 'a:t:A-1,b:t:B-1',   -,              default
          an id is never taken for a name,           '', 'a:t:A-1,b:t:B-1',   a,              unclaimed-a
          """)
  void findsTheChannel(
      String why, String token, String channels, String providerId, String expected) {
    assertThat(new ChannelNames(ChannelSetting.of(token, channels)).nameOf(providerId))
        .as(why)
        .isEqualTo(expected);
  }

  @Test
  void replacesUnusableIdByItsHash() {
    ChannelNames channels = new ChannelNames(ChannelSetting.of("", "a:t:A-1,b:t:B-1"));
    assertThat(channels.nameOf("x/" + "y")).startsWith("sha256-").doesNotContain("/");
    assertThat(channels.nameOf("z".repeat(5_000))).startsWith("sha256-").hasSize(71);
  }
}
