package id.balas.auth.frontdoor;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// Ends a connection in the middle of an answer, which is how HTTP/1.1 says that the rest is
/// missing. A servlet cannot: Tomcat would put an error page behind the part and keep the
/// connection, whose next answer would pass for the rest.
final class BrokenConnection extends ValveBase {

  private static final String WANTED = BrokenConnection.class.getName();

  BrokenConnection() {
    super(true);
  }

  static void of(HttpServletRequest request) {
    request.setAttribute(WANTED, true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.getAttribute(WANTED) != null) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    }
  }
}
