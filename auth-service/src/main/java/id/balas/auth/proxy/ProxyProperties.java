package id.balas.auth.proxy;

import id.balas.service.settings.InvalidSettingException;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `TRUSTED_PROXIES`, which Tomcat reads, too: a regular expression of the addresses whose
/// `X-Forwarded-For` is used. `none` matches no address.
@ConfigurationProperties("balas.auth")
record ProxyProperties(@DefaultValue("") String trustedProxies) {

  private static final String NAME = "TRUSTED_PROXIES";
  // Reserved for documentation: no proxy has it.
  private static final String NO_PROXY = "203.0.113.7";
  private static final String FIX =
      "set it to a regular expression that matches the address of your proxy, such as 172\\.18\\.0\\.\\d+, or to none without a proxy";

  ProxyProperties {
    if (Pattern.matches(trustedProxies, NO_PROXY)) {
      throw new InvalidSettingException(NAME, "trusts every address", FIX);
    }
  }

  /// Without it all users would share the proxy's address, and nothing would say so.
  void requireDecision() {
    if (trustedProxies.isBlank()) {
      throw new InvalidSettingException(NAME, "is missing", FIX);
    }
  }
}
