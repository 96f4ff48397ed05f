package id.balas.fakewhapi.page;

import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The phone page at `/` with its styles and modules, from the class path. It loads nothing from
/// other hosts, has no inline code, and never treats text as markup.
public final class PhonePage {

  private static final Pattern FILE =
      Pattern.compile("/phone/(?<name>[a-z]+(-[a-z]+)*\\.(?<ending>html|css|js|svg))");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");
  // The page shows untrusted text. Trusted types let the browser block it wherever it could become
  // markup.
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
              + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
              + "require-trusted-types-for 'script'; trusted-types 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  private PhonePage() {}

  public static boolean has(Call call) {
    return call.isRead() && (call.path().equals("/") || call.path().startsWith("/phone/"));
  }

  public static Response handle(Call call) {
    Matcher file = FILE.matcher(call.path().equals("/") ? "/phone/index.html" : call.path());
    if (!file.matches()) {
      return missing(call);
    }
    try (InputStream content =
        PhonePage.class.getResourceAsStream("/phone/" + file.group("name"))) {
      return content == null
          ? missing(call)
          : new Response(
              200,
              TYPES.getOrDefault(file.group("ending"), ""),
              content.readAllBytes(),
              HEADERS,
              null,
              null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Response missing(Call call) {
    return Response.error(new ErrorResponseException(404, "not found", call.path()), false);
  }
}
