package id.balas.system.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An installed Caddy with the shipped configuration before the services of a stack. Certificates
/// are of its own authority.
final class CaddyProcess implements AutoCloseable {

  private final Process process;
  private final Path directory;
  private final int httpPort;
  private final int httpsPort;

  static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "caddy")));
  }

  CaddyProcess(Path directory, String ingest, String auth) throws IOException {
    this.directory = directory;
    this.httpPort = freePort();
    this.httpsPort = freePort();
    var start =
        new ProcessBuilder(
                "caddy",
                "run",
                "--config",
                Manifests.root().resolve("ops/caddy/Caddyfile").toString(),
                "--adapter",
                "caddyfile")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("caddy.log").toFile());
    start
        .environment()
        .putAll(
            Map.of(
                "BALAS_HOST",
                "localhost",
                "BALAS_INGEST",
                ingest,
                "BALAS_AUTH",
                auth,
                // Java sends no server name for localhost.
                "BALAS_CADDY_OPTIONS",
                "http_port %d\nhttps_port %d\ndefault_sni localhost\nskip_install_trust"
                    .formatted(httpPort, httpsPort),
                "XDG_DATA_HOME",
                directory.toString(),
                "XDG_CONFIG_HOME",
                directory.toString()));
    process = start.start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String httpUrl(String path) {
    return "http://localhost:" + httpPort + path;
  }

  String url(String path) {
    return "https://localhost:" + httpsPort + path;
  }

  /// Trusts Caddy's authority and calls from the given address of this machine. Fails until Caddy
  /// has created its authority.
  HttpClient client(String from) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream root =
        Files.newInputStream(directory.resolve("caddy/pki/authorities/local/root.crt"))) {
      trusted.setCertificateEntry(
          "caddy", CertificateFactory.getInstance("X.509").generateCertificate(root));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .sslContext(tls)
        .localAddress(InetAddress.getByName(from))
        .build();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
