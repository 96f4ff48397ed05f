package id.balas.sender.delivery;

import id.balas.events.Content;
import id.balas.events.Content.Choice;
import id.balas.events.Content.Contact;
import id.balas.events.Content.Location;
import id.balas.events.Content.Media;
import id.balas.events.Content.Reaction;
import id.balas.events.Content.Text;
import id.balas.events.Content.Unsupported;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/// Whether what the provider shows can be what we sent. It makes a link preview of a text with a link, and may write a
/// file's type anew; what is sent twice alike is told apart by its id only.
final class Likeness {

  // The provider keeps a location to some decimals.
  private static final double DEGREES = 1e-5;

  private Likeness() {}

  static boolean canBeTold(Content content) {
    return switch (content) {
      case Text _, Media _, Location _, Contact _ -> true;
      case Reaction _, Choice _, Unsupported _ -> false;
    };
  }

  static boolean of(Content ours, Content theirs) {
    return switch (ours) {
      case Text text -> theirs instanceof Text other && same(text.body(), other.body());
      case Media media ->
          theirs instanceof Media other && media.kind() == other.kind() && same(media.caption(), other.caption());
      case Location here ->
          theirs instanceof Location there
              && Math.abs(here.latitude() - there.latitude()) < DEGREES
              && Math.abs(here.longitude() - there.longitude()) < DEGREES;
      case Contact contact -> theirs instanceof Contact other && same(contact.name(), other.name());
      case Reaction _, Choice _, Unsupported _ -> false;
    };
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return comparable(one).equals(comparable(other));
  }

  private static String comparable(@Nullable String text) {
    return text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFC).strip();
  }
}
