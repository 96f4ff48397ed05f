package id.balas.bot.answers.book;

/// Invalid input for rules or hours. The message says what is wrong and is shown to the user.
public final class Unacceptable extends RuntimeException {

  public Unacceptable(String what) {
    super(what);
  }
}
