/// What a load run measures: processes, topics, the database, latencies, and the report.
@NullMarked
package id.balas.system.load.figures;

import org.jspecify.annotations.NullMarked;
