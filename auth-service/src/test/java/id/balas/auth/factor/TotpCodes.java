package id.balas.auth.factor;

import static org.awaitility.Awaitility.await;

import id.balas.auth.Client;
import id.balas.auth.RunningService;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An authenticator app for tests.
public final class TotpCodes {

  private static final int STEP = 30;

  private TotpCodes() {}

  /// Turns an authenticator app on and returns its secret.
  public static byte[] enroll(RunningService service, Client user) {
    String id = user.get("/auth/me").is(200).text("/id");
    byte[] secret =
        bytes(
            user.post("/auth/me/totp", "{\"password\":\"" + RunningService.PASSWORD + "\"}")
                .is(200)
                .text("/secret"));
    user.post("/auth/me/totp/confirm", "{\"code\":\"" + present(secret) + "\"}").is(204);
    allowAgain(service, id);
    return secret;
  }

  /// The present code, which stays valid for some seconds.
  public static String present(byte[] secret) {
    await().until(() -> STEP - Instant.now().getEpochSecond() % STEP > 3);
    return at(secret, 0);
  }

  /// The code of an earlier or later step.
  public static String at(byte[] secret, int steps) {
    return Totp.code(secret, Instant.now().getEpochSecond() / STEP + steps);
  }

  /// A code is valid once: lets the present one be used again.
  public static void allowAgain(RunningService service, String userId) {
    service
        .bean(JdbcClient.class)
        .sql("UPDATE auth.users SET totp_last_step = 0 WHERE id = ?")
        .param(Long.parseLong(userId))
        .update();
  }

  public static byte[] bytes(String base32) {
    var bytes = new ByteArrayOutputStream();
    long buffer = 0;
    int bits = 0;
    for (int i = 0; i < base32.length(); i++) {
      buffer = (buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write((int) (buffer >> bits));
      }
    }
    return bytes.toByteArray();
  }
}
