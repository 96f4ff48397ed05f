/// Classes that only a benchmark adds to the service.
@NullMarked
package id.balas.ingest.bench;

import org.jspecify.annotations.NullMarked;
