package id.balas.bot.web;

import id.balas.service.web.connection.BrokenConnection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A text file that is written while it is read from the database. A part of it must not look
/// complete, so the connection breaks if reading fails. Before the first bytes are sent, the
/// response is the error.
public final class StreamedFile {

  private static final Logger log = LoggerFactory.getLogger(StreamedFile.class);

  private StreamedFile() {}

  /// Writes the whole file.
  public interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /// Throws what the content throws, unless a part is sent already.
  public static void send(HttpServletRequest request, HttpServletResponse response, Content content)
      throws IOException {
    // Not closed after a failure: that would end the response as if it were complete.
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
    try {
      content.writeTo(out);
      out.flush();
    } catch (RuntimeException e) {
      if (!response.isCommitted()) {
        response.reset();
        throw e;
      }
      log.error("{} failed in the middle of a file: {}", request.getMethod(), e.toString());
      BrokenConnection.close(request);
    }
  }
}
