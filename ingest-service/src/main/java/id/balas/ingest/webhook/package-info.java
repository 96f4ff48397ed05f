/// The provider's words on one side, ours on the other; [id.balas.ingest.webhook.WebhookTranslator] knows both.
@NullMarked
package id.balas.ingest.webhook;

import org.jspecify.annotations.NullMarked;
