/// Setting the intake up and seeing that it works, for a person.
@NullMarked
package id.balas.ingest.setup;

import org.jspecify.annotations.NullMarked;
