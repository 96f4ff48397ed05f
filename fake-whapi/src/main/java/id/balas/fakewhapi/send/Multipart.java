package id.balas.fakewhapi.send;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A `multipart/form-data` body: text fields and one file.
public final class Multipart {

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("(?i)[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("(?i)filename=\"([^\"]*)\"");
  private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*([^\\r\\n]+)");

  private Multipart() {}

  /// Throws [ErrorResponseException] when the body is not valid multipart.
  public static SendBody read(String contentType, byte[] body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw malformed();
    }
    // One character per byte, so that the file's bytes stay unchanged.
    String text = new String(body, ISO_8859_1);
    ObjectNode fields = Json.object();
    @Nullable FormFile file = null;
    for (String part : text.split(Pattern.quote("--" + boundary.group(1)), -1)) {
      int end = part.indexOf("\r\n\r\n");
      Matcher name = NAME.matcher(part);
      if (end < 0 || !name.find() || name.start() > end) {
        continue;
      }
      String head = new String(part.substring(0, end).getBytes(ISO_8859_1), UTF_8);
      byte[] content =
          part.substring(end + 4, Math.max(end + 4, part.length() - 2)).getBytes(ISO_8859_1);
      Matcher fileName = FILE_NAME.matcher(head);
      if (fileName.find()) {
        Matcher type = TYPE.matcher(head);
        file =
            new FormFile(
                type.find() ? type.group(1) : "application/octet-stream",
                fileName.group(1),
                content);
      } else {
        SendBody.put(fields, name.group(1), new String(content, UTF_8));
      }
    }
    if (file == null && fields.isEmpty()) {
      throw malformed();
    }
    return new SendBody(fields, file);
  }

  private static ErrorResponseException malformed() {
    return new ErrorResponseException(400, "wrong request parameters", "the form is malformed");
  }
}
