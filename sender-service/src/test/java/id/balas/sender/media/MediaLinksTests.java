package id.balas.sender.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.balas.service.web.ProblemException;
import id.balas.whapi.WhapiProperties;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class MediaLinksTests {

  // A public address as the host, so that no name is looked up.
  private final MediaLinks links =
      new MediaLinks(
          new WhapiProperties(
              URI.create("http://localhost:8090"),
              "a-token",
              "",
              Duration.ofSeconds(1),
              Duration.ofSeconds(1)),
          new MediaProperties(
              Path.of("."),
              DataSize.ofGigabytes(1),
              Duration.ofDays(30),
              List.of(
                  "93.184.216.34", "Files.Whapi.example", "127.0.0.1", "[::1]", "169.254.169.254"),
              List.of("/in-files/"),
              Duration.ofSeconds(1),
              4));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://93.184.216.34/in-files/628/jpeg-1.jpg",
        "https://93.184.216.34:443/in-files/a?b=c%20d",
        "http://localhost:8090/in-files/a",
        "http://LOCALHOST:8090/in-files/"
      })
  void providerHostsAreAllowed(String link) {
    assertThat(links.checked(link)).isEqualTo(URI.create(link));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/in-files/a.jpg",
        "https://93.184.216.34.evil.example/in-files/a",
        "https://evil.example/https://93.184.216.34/in-files/a",
        "https://evil.example#@93.184.216.34/",
        "https://evil.example?@93.184.216.34/",
        "https://93.184.216.34@evil.example/in-files/",
        "https://user:word@93.184.216.34/in-files/a",
        "https://93.184.216.34\\@evil.example/in-files/",
        "https://93.184.216.34:8443/in-files/a",
        "https://93.184.216.34./in-files/a",
        "http://93.184.216.34/in-files/a",
        "ftp://93.184.216.34/in-files/a",
        "file:///etc/passwd",
        "data:text/html,x",
        "//93.184.216.34/in-files/a",
        "/a",
        "",
        " ",
        "http://localhost:8091/in-files/",
        "https://localhost:8090/in-files/",
        "http://localhost/in-files/",
        "http://127.0.0.1:8090/in-files/",
        "http://localhost:8090@evil.example/in-files/",
        "https://127.0.0.1/in-files/a",
        "https://[::1]/in-files/a",
        "https://169.254.169.254/latest/meta-data"
      })
  void otherHostsAreRejected(String link) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> links.checked(link))
        .satisfies(refused -> assertThat(refused.getStatusCode().value()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://93.184.216.34",
        "https://93.184.216.34/",
        "https://93.184.216.34/settings",
        "https://93.184.216.34/other/in-files/a",
        "https://93.184.216.34/in-files/../settings",
        "https://93.184.216.34/in-files/%2e%2E/settings",
        "http://localhost:8090/users"
      })
  void otherPathsAreRejected(String link) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> links.checked(link))
        .withMessageContaining("balas.media.paths");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "10.1.2.3, true",
    "172.16.0.1, true",
    "192.168.1.1, true",
    "169.254.169.254, true",
    "100.64.0.1, true",
    "0.0.0.0, true",
    "0.1.2.3, true",
    "224.0.0.1, true",
    "::1, true",
    "::, true",
    "fe80::1, true",
    "fc00::1, true",
    "fd12::1, true",
    "::ffff:10.0.0.1, true",
    "93.184.216.34, false",
    "100.128.0.1, false",
    "172.32.0.1, false",
    "2606:2800::1, false"
  })
  void privateAddressesAreRecognised(String address, boolean inside) throws UnknownHostException {
    assertThat(MediaLinks.isInside(InetAddress.getByName(address))).isEqualTo(inside);
  }
}
