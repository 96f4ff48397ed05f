package id.balas.fakewhapi.model;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Ids in the provider's format: two segments in a private chat. In a group, a third segment
/// identifies the sender.
public final class MessageIds {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
  private static final Pattern FORM =
      Pattern.compile(
          "[A-Za-z0-9._]{4,30}-[A-Za-z0-9._]{4,30}(-[A-Za-z0-9._]{4,10})?(-[A-Za-z0-9._]{2,10})?");

  private MessageIds() {}

  public static String next(String chatId, String sender) {
    String id =
        letters(ThreadLocalRandom.current(), 16) + "-" + letters(ThreadLocalRandom.current(), 10);
    return ChatIds.isGroup(chatId) ? id + "-" + letters(new Random(sender.hashCode()), 7) : id;
  }

  private static String letters(RandomGenerator random, int count) {
    char[] letters = new char[count];
    for (int i = 0; i < count; i++) {
      letters[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
    }
    return new String(letters);
  }

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }
}
