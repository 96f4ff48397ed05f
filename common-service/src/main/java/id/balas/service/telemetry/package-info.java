/// Traces, error reports and the ids in log lines. Each is off until its address is set.
@NullMarked
package id.balas.service.telemetry;

import org.jspecify.annotations.NullMarked;
