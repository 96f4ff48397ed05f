package id.balas.ingest.gaps;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The clock that starts scans.
@Configuration
@EnableScheduling
class GapConfiguration {}
