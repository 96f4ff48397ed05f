package id.balas.sender.reconciliation;

import id.balas.events.value.Content;
import id.balas.events.value.Content.Act;
import id.balas.events.value.Content.Choice;
import id.balas.events.value.Content.Contact;
import id.balas.events.value.Content.Forward;
import id.balas.events.value.Content.Location;
import id.balas.events.value.Content.Media;
import id.balas.events.value.Content.Text;
import id.balas.events.value.Content.Unsupported;
import java.text.Normalizer;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether a message in the provider's list can be the one that we sent. The provider turns a text
/// with a link into a link preview and may change a file's type. WhatsApp has GIFs as videos and
/// voice notes as audio. Only the id distinguishes equal messages.
public final class ContentMatcher {

  // The provider rounds coordinates.
  private static final double DEGREES = 1e-5;
  private static final Pattern ENDING = Pattern.compile("\\.\\w{1,5}$");
  // 0812… and +62812… are the same number.
  private static final int LOCAL_DIGITS = 7;
  private static final Pattern TELEPHONE =
      Pattern.compile("(?im)^[\\w.-]*\\bTEL\\b[^:\\r\\n]*:([^\\r\\n]*)");

  private ContentMatcher() {}

  static boolean canBeTold(Content content) {
    return switch (content) {
      case Text _, Media _, Location _, Contact _ -> true;
      case Forward forward -> canBeTold(forward.content());
      case Act _, Choice _, Unsupported _ -> false;
    };
  }

  public static boolean of(Content ours, Content theirs) {
    return switch (ours) {
      case Text text -> theirs instanceof Text other && same(text.body(), other.body());
      case Media media ->
          theirs instanceof Media other
              && stored(media.kind()) == stored(other.kind())
              && same(media.caption(), other.caption())
              && (media.kind() != Media.Kind.DOCUMENT
                  || sameFile(media.fileName(), other.fileName()));
      case Location here ->
          theirs instanceof Location there
              && Math.abs(here.latitude() - there.latitude()) < DEGREES
              && Math.abs(here.longitude() - there.longitude()) < DEGREES;
      case Contact contact ->
          theirs instanceof Contact other
              && same(contact.name(), other.name())
              && sharesANumber(contact.vcard(), other.vcard());
      case Forward forward -> of(forward.content(), theirs);
      case Act _, Choice _, Unsupported _ -> false;
    };
  }

  private static Media.Kind stored(Media.Kind kind) {
    return switch (kind) {
      case GIF -> Media.Kind.VIDEO;
      case VOICE -> Media.Kind.AUDIO;
      case IMAGE, VIDEO, SHORT, AUDIO, DOCUMENT, STICKER -> kind;
    };
  }

  /// Compares the SHA-256 of documents if both are known. Images and audio are re-encoded on their
  /// way, documents are not.
  static boolean canBeTheFile(
      Content ours, @Nullable String ourSha256, @Nullable String theirSha256) {
    return !(ours instanceof Media media)
        || media.kind() != Media.Kind.DOCUMENT
        || ourSha256 == null
        || theirSha256 == null
        || ourSha256.equals(theirSha256);
  }

  // The provider may add an extension. A missing name is not a difference.
  private static boolean sameFile(@Nullable String one, @Nullable String other) {
    return one == null
        || other == null
        || comparable(ENDING.matcher(one).replaceFirst(""))
            .equalsIgnoreCase(comparable(ENDING.matcher(other).replaceFirst("")));
  }

  // A vCard is rewritten on its way. Two contacts with the same name can have different numbers.
  private static boolean sharesANumber(@Nullable String one, @Nullable String other) {
    Set<String> ours = numbers(one);
    Set<String> theirs = numbers(other);
    return ours.isEmpty() || theirs.isEmpty() || !Collections.disjoint(ours, theirs);
  }

  private static Set<String> numbers(@Nullable String vcard) {
    return vcard == null
        ? Set.of()
        : TELEPHONE
            .matcher(vcard)
            .results()
            .map(line -> line.group(1).replaceAll("\\D", ""))
            .filter(digits -> digits.length() >= LOCAL_DIGITS)
            .map(digits -> digits.substring(digits.length() - LOCAL_DIGITS))
            .collect(Collectors.toSet());
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return comparable(one).equals(comparable(other));
  }

  private static String comparable(@Nullable String text) {
    return text == null
        ? ""
        : Normalizer.normalize(text, Normalizer.Form.NFC).replace("\r\n", "\n").strip();
  }
}
