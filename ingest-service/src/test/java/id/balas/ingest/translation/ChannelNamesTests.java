package id.balas.ingest.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.service.settings.InvalidSettingException;
import id.balas.whapi.ChannelSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelNamesTests {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          a lone token gets every id,                t, '',                   ANY-1,          default
          a lone token gets bodies without an id,    t, '',                   -,              default
          a lone named channel gets every id,        '', a:t,                 ANY-1,          a
          a lone named channel gets any other id,    '', a:t:A-1,             ANY-1,          a
          without settings the default gets all,     '', '',                  ANY-1,          default
          an id belongs to its channel,              t, 'a:t:A-1,b:t:B-1',    B-1,            b
          a channel without an id gets the rest,     t, 'a:t:A-1,b:t:B-1',    ANY-1,          default
          bodies without an id go there too,         '', 'a:t:A-1,b:t',       -,              b
          with two of them the id is the name,       t, 'a:t:A-1,b:t',        ANY-1,          ANY-1
          if all have ids the id is the name,        '', 'a:t:A-1,b:t:B-1',   ANY-1,          ANY-1
          bodies without an id get the default,      '', 'a:t:A-1,b:t:B-1',   -,              default
          spaces around the parts are ignored,       '', ' a : t : A-1 ,b:t',  A-1,            a
          an id that equals a name gets a prefix,    '', 'a:t:A-1,b:t:B-1',   a,              unclaimed-a
          """)
  void findsTheChannel(
      String why, String token, String channels, String providerId, String expected) {
    assertThat(new ChannelNames(ChannelSetting.of(token, channels)).nameOf(providerId))
        .as(why)
        .isEqualTo(expected);
  }

  // The HTTP client's exception would show the token in the log of each call.
  @ParameterizedTest
  @ValueSource(
      strings = {"J8s w0rd", "J8s\nw0rd", "J8s\u00a0w0rd", "J8s\u200bw0rd", "\u201cJ8sw0rd\u201d"})
  void tokenThatIsNoHeaderIsRefusedAndNotShown(String token) {
    assertThatThrownBy(() -> ChannelSetting.of(token, ""))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("WHAPI_TOKEN ")
        .hasMessageNotContaining("w0rd");
    assertThatThrownBy(() -> ChannelSetting.of("", "a:" + token + ":A-1"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("WHAPI_CHANNELS ")
        .hasMessageNotContaining("w0rd");
  }

  @Test
  void replacesUnusableIdByItsHash() {
    ChannelNames channels = new ChannelNames(ChannelSetting.of("", "a:t:A-1,b:t:B-1"));
    assertThat(channels.nameOf("x/" + "y")).startsWith("sha256-").doesNotContain("/");
    assertThat(channels.nameOf("z".repeat(5_000))).startsWith("sha256-").hasSize(71);
  }
}
