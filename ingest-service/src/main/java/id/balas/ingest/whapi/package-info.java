/// The provider's API as far as the intake asks it.
@NullMarked
package id.balas.ingest.whapi;

import org.jspecify.annotations.NullMarked;
