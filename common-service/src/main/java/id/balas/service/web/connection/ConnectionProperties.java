package id.balas.service.web.connection;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `headTime` limits the time from the first to the last byte of a request head.
@ConfigurationProperties("balas.connections")
record ConnectionProperties(@DefaultValue("5s") Duration headTime) {

  ConnectionProperties {
    if (!headTime.isPositive()) {
      throw new InvalidSettingException(
          "balas.connections.head-time", "is " + headTime, "set it to a positive duration like 5s");
    }
  }
}
