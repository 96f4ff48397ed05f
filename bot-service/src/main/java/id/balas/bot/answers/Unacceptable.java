package id.balas.bot.answers;

/// What somebody wants to store makes no sense; the message says what is wrong, and is for them.
final class Unacceptable extends RuntimeException {

  Unacceptable(String what) {
    super(what);
  }
}
