package id.balas.bot.answers;

/// Invalid input for rules or hours. The message says what is wrong and is shown to the user.
final class Unacceptable extends RuntimeException {

  Unacceptable(String what) {
    super(what);
  }
}
