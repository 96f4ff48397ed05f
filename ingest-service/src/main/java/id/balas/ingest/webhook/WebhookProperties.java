package id.balas.ingest.webhook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/// `secret` is `WHAPI_SECRET`, sent by the provider in the header `secretHeader`; empty lets anyone in.
@ConfigurationProperties("balas.webhook")
record WebhookProperties(String secret, String secretHeader, DataSize maxBody) {}
