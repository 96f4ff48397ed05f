package id.balas.fakeai;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/// How the fake AI server handles a call.
@FunctionalInterface
public interface AiBehavior {

  void answer(HttpExchange exchange, JsonNode request) throws IOException, InterruptedException;
}
