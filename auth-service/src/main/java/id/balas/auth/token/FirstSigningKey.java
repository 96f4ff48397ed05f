package id.balas.auth.token;

import java.time.Clock;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// Sees to it that there is a key before the first request comes in.
@Component
class FirstSigningKey implements SmartInitializingSingleton {

  private final SigningKeys keys;
  private final Clock clock;

  FirstSigningKey(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    keys.activateUnlessThereIsOne(SigningKey.fresh(clock.instant()));
  }
}
