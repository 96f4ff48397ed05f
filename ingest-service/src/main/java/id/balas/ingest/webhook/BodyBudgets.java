package id.balas.ingest.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.balas.ingest.source.RefusedAddresses;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/// The budget of each body. A signature is checked after the body was read, so strangers could hold
/// all memory with bodies that never end. Until an address has sent a right signature, its bodies
/// hold at most two of the largest ones, and those of all such addresses at most half the memory.
@Component
class BodyBudgets {

  private static final int LARGEST_BODIES_PER_ADDRESS = 2;

  private final WebhookSecret secret;
  private final RefusedAddresses addresses;
  private final WebhookBody.Budget all;
  private final WebhookBody.Budget untrusted;
  private final long perAddress;
  // A body holds its budget. An address without bodies is forgotten.
  private final Cache<String, WebhookBody.Budget> byAddress =
      Caffeine.newBuilder().weakValues().build();

  BodyBudgets(
      WebhookSecret secret,
      RefusedAddresses addresses,
      WebhookBody.Budget all,
      WebhookProperties settings) {
    this.secret = secret;
    this.addresses = addresses;
    this.all = all;
    this.perAddress = LARGEST_BODIES_PER_ADDRESS * settings.maxBody().toBytes();
    this.untrusted =
        new WebhookBody.Budget(
            Math.max(perAddress, settings.maxBodiesInMemory().toBytes() / 2), all);
  }

  WebhookBody.Budget of(HttpServletRequest request) {
    return secret.needsBody()
        ? addresses.untrusted(request).map(this::ofUntrusted).orElse(all)
        : all;
  }

  private WebhookBody.Budget ofUntrusted(String address) {
    return byAddress.get(address, _ -> new WebhookBody.Budget(perAddress, untrusted));
  }
}
