package id.balas.sender.media;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// A file that cannot be had or taken, with the sentence that says why.
final class FileRefused extends ErrorResponseException {

  FileRefused(HttpStatus status, String sentence) {
    super(status, ProblemDetail.forStatusAndDetail(status, sentence), null);
  }

  static FileRefused tooLarge(long limit) {
    return new FileRefused(
        HttpStatus.CONTENT_TOO_LARGE,
        String.format(
            Locale.ROOT,
            "the file is larger than WhatsApp's %d MB for its type; send a smaller one",
            limit >> 20));
  }
}
