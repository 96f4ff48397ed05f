package id.balas.sender.media;

import id.balas.service.web.ProblemException;
import org.springframework.http.MediaType;

/// WhatsApp's size limits in bytes, by media type.
final class FileLimit {

  static final long LARGEST = 100 * 1024 * 1024;
  private static final long IMAGE = 5 * 1024 * 1024;
  private static final long VIDEO_OR_AUDIO = 16 * 1024 * 1024;

  private FileLimit() {}

  static long of(MediaType type) {
    return switch (type.getType()) {
      case "image" -> isDrawing(type) ? LARGEST : IMAGE;
      case "video", "audio" -> VIDEO_OR_AUDIO;
      default -> LARGEST;
    };
  }

  static ProblemException tooLarge(long limit) {
    return ProblemException.tooLarge(
        "The file is larger than WhatsApp's "
            + (limit >> 20)
            + " MB for its type. Send a smaller one.");
  }

  /// Whether a browser may show the file inline. It cannot contain scripts then.
  static boolean isShown(MediaType type) {
    return switch (type.getType()) {
      case "image", "video", "audio" -> !isDrawing(type);
      default -> false;
    };
  }

  // SVG and similar formats are sent as documents.
  private static boolean isDrawing(MediaType type) {
    return type.getSubtype().contains("xml") || type.getSubtype().contains("svg");
  }
}
