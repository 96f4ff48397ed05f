package id.balas.service.web.connection;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// Closes a connection in the middle of a response, which in HTTP/1.1 means that the rest is
/// missing. A servlet cannot: Tomcat would append an error page and keep the connection, and the
/// client would take the next response for the rest.
public final class BrokenConnection extends ValveBase {

  private static final String REQUESTED = BrokenConnection.class.getName();

  BrokenConnection() {
    super(true);
  }

  /// Takes effect when the servlet returns.
  public static void close(HttpServletRequest request) {
    request.setAttribute(REQUESTED, true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.getAttribute(REQUESTED) != null) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
