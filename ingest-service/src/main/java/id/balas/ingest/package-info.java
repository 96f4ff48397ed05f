/// Intake: the provider's webhook in, records on the log out; nothing else is kept here.
@NullMarked
package id.balas.ingest;

import org.jspecify.annotations.NullMarked;
