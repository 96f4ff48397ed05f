package id.balas.service.web.errors;

import id.balas.service.web.Problem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Returns a problem document for requests that Tomcat rejects, such as an invalid request line.
/// Tomcat's own page is HTML. Tomcat creates this class by name.
public final class ServerErrorValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    HttpStatus known = HttpStatus.resolve(status);
    try {
      Problem.of(known == null ? HttpStatus.BAD_REQUEST : known, "The request could not be served.")
          .write(response.getResponse());
      response.finishResponse();
    } catch (IOException | IllegalStateException _) {
      // the client has closed the connection
    }
  }
}
