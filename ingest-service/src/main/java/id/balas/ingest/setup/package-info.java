/// Registers the webhook at the provider and reports to admins whether the channels work.
@NullMarked
package id.balas.ingest.setup;

import org.jspecify.annotations.NullMarked;
