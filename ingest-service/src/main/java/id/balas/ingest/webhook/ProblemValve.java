package id.balas.ingest.webhook;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// What Tomcat itself refuses, such as a request line that is none: the same kind of answer as
/// ours, in place of a page with its version and what went wrong inside. Made by Tomcat, by its
/// name.
public final class ProblemValve extends ErrorReportValve {

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
      // it has gone
    }
  }
}
