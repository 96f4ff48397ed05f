package id.balas.fakewhapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.balas.fakewhapi.api.ControlApi;
import id.balas.fakewhapi.api.ProviderEndpoint;
import id.balas.fakewhapi.channel.ChannelHealth;
import id.balas.fakewhapi.channel.Channels;
import id.balas.fakewhapi.channel.FakeContext;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Response;
import id.balas.fakewhapi.page.PhonePage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A fake provider for tests: its full HTTP API, and the fake's own calls below `/fake/`.
public final class FakeWhapi implements AutoCloseable {

  static {
    // Otherwise the JDK's server waits 40 ms before the second half of a response.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // The server would close idle connections beyond 200 just as a client reuses them.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FakeContext fake;
  private final Channels channels;
  private final ControlApi control;
  private final ProviderEndpoint endpoint;

  public FakeWhapi(FakeWhapiSettings settings) {
    fake = FakeContext.of(settings.channelDefaults());
    channels = new Channels(fake, settings.token());
    ChannelHealth channelHealth = new ChannelHealth(channels, fake);
    control = new ControlApi(channels, channelHealth, fake);
    endpoint = new ProviderEndpoint(channels, channelHealth, fake);
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(settings.url().getHost(), settings.url().getPort()), 1024);
    } catch (IOException e) {
      throw new UncheckedIOException("The fake Whapi cannot listen at " + settings.url(), e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    channels.close();
    fake.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/fake/events")) {
      fake.events().serve(exchange);
      return;
    }
    Call call = Call.read(exchange);
    if (PhonePage.has(call)) {
      PhonePage.handle(call).write(exchange);
    } else if (call.path().startsWith("/fake/") || call.path().startsWith("/in-files/")) {
      control(call).write(exchange);
    } else {
      endpoint.serve(call, exchange);
    }
  }

  private Response control(Call call) {
    try {
      return control.handle(call);
    } catch (ErrorResponseException exception) {
      return Response.error(exception, false);
    } catch (RuntimeException e) {
      return Response.error(
          new ErrorResponseException(500, "internal error", String.valueOf(e)), false);
    }
  }
}
