/// Webhooks: which events a channel reports, and how they are delivered and retried.
@NullMarked
package id.balas.fakewhapi.webhook;

import org.jspecify.annotations.NullMarked;
