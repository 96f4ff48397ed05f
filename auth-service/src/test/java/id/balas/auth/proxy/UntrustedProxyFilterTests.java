package id.balas.auth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import id.balas.auth.Asvs;
import org.apache.catalina.Globals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/// The warning about a proxy that is not in `TRUSTED_PROXIES`.
class UntrustedProxyFilterTests {

  private final Logger logger = (Logger) LoggerFactory.getLogger(UntrustedProxyFilter.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final UntrustedProxyFilter filter = new UntrustedProxyFilter();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  private void call(String address, @Nullable String forwardedFor, boolean trusted)
      throws Exception {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    if (forwardedFor != null) {
      request.addHeader("X-Forwarded-For", forwardedFor);
    }
    if (trusted) {
      request.setAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE, true);
    }
    filter.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
  }

  @Asvs({"4.1.3", "15.3.4"})
  @Test
  void untrustedProxyIsReportedOnce() throws Exception {
    call("172.18.0.5", "198.51.100.1", false);
    call("172.18.0.5", "198.51.100.2", false);

    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.WARN);
    assertThat(lines.list.getFirst().getFormattedMessage())
        .contains("172.18.0.5", "TRUSTED_PROXIES");
  }

  @Test
  void trustedProxyAndDirectClientAreNotReported() throws Exception {
    call("172.18.0.5", "198.51.100.1", true);
    call("198.51.100.1", null, false);

    assertThat(lines.list).isEmpty();
  }
}
