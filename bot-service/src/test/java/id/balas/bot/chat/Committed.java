package id.balas.bot.chat;

import java.time.Duration;
import org.springframework.kafka.support.Acknowledgment;

/// Records whether a whole batch was acknowledged.
final class Committed implements Acknowledgment {

  private boolean all;

  boolean all() {
    return all;
  }

  @Override
  public void acknowledge() {
    all = true;
  }

  @Override
  public void nack(int index, Duration sleep) {
    throw new AssertionError("it was to be tried again");
  }
}
