package id.balas.ingest.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/// What the webhook is measured against: a servlet of the same server, behind the same filters, that reads the body and
/// answers. The benchmark puts this class beside the service's jar; it is in no jar itself.
@Configuration
@Profile("bench")
class Baseline {

  private static final byte[] OK = "{\"status\":\"ok\"}".getBytes(StandardCharsets.US_ASCII);

  @Bean
  ServletRegistrationBean<HttpServlet> readAndAnswer() {
    // Below the webhook's address, so that security treats it alike.
    var registration = new ServletRegistrationBean<HttpServlet>(new ReadAndAnswer(), "/webhook/whapi/baseline");
    registration.setName("baseline");
    return registration;
  }

  private static final class ReadAndAnswer extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
      if (request.getInputStream().readNBytes(request.getContentLength()).length == 0) {
        throw new IllegalStateException("the load has no bodies");
      }
      response.setContentType("application/json");
      response.setContentLength(OK.length);
      response.getOutputStream().write(OK);
    }
  }
}
