package id.balas.sender.channel;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.sender.channel.SendResult.Accepted;
import id.balas.sender.channel.SendResult.ChannelDown;
import id.balas.sender.channel.SendResult.Invalid;
import id.balas.sender.channel.SendResult.Trouble;
import id.balas.sender.channel.SendResult.Unknown;
import id.balas.whapi.WhapiProperties;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each result of a call does to its channel.
class ChannelTests {

  private static final SendResult DOWN = new ChannelDown(Trouble.UNLINKED, "401");
  private static final SendResult SENT = new Accepted("W-1");

  private final Channel channel = channel();

  @Test
  void placeReturnsWithEveryResult() {
    assertThat(channel.tryEnter()).isNull();
    assertThat(channel.tryEnter()).isNull();
    assertThat(channel.tryEnter()).isEqualTo("waits for a free call");
    channel.leave(null);
    assertThat(channel.tryEnter()).isNull();
    channel.leave(SENT);
    assertThat(channel.tryEnter()).isNull();
  }

  @Test
  void downChannelLetsNoCallIn() {
    call(DOWN);
    assertThat(channel.isDown()).isTrue();
    assertThat(channel.tryEnter()).isEqualTo("channel is down: 401");
  }

  @Test
  void relinkedChannelTriesOneMessageFirst() {
    call(DOWN);
    channel.isUp();
    assertThat(channel.tryEnter()).isNull();
    assertThat(channel.tryEnter()).isEqualTo("channel is tried with one message first");
    channel.leave(SENT);
    assertThat(channel.state()).isEqualTo(new Channel.Up());
  }

  static Stream<@Nullable SendResult> withoutACall() {
    return Stream.of(null, new Invalid("the text is empty"));
  }

  @ParameterizedTest
  @MethodSource("withoutACall")
  void taskWithoutCallLeavesTheTrialToTheNext(@Nullable SendResult result) {
    call(DOWN);
    channel.isUp();
    call(result);
    assertThat(channel.state()).isEqualTo(new Channel.Failing());
    assertThat(channel.tryEnter()).isNull();
  }

  @Test
  void failingCallsCloseTheChannel() {
    for (int i = 0; i < 50; i++) {
      call(new Unknown("timeout"));
    }
    assertThat(channel.tryEnter()).isEqualTo("the provider fails too often");
    assertThat(channel.isDown()).isFalse();
  }

  private void call(@Nullable SendResult result) {
    assertThat(channel.tryEnter()).isNull();
    channel.leave(result);
  }

  private static Channel channel() {
    Duration second = Duration.ofSeconds(1);
    var whapi =
        new WhapiProperties(URI.create("http://localhost:1"), "a-token", "", second, second);
    var settings = new SendingProperties(Duration.ZERO, 2, second, false);
    return Objects.requireNonNull(
        new Channels(whapi, settings, Clock.systemUTC()).named("default"));
  }
}
