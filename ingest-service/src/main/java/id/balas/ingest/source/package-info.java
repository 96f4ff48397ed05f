/// Where requests come from, and which addresses were refused too often.
@NullMarked
package id.balas.ingest.source;

import org.jspecify.annotations.NullMarked;
