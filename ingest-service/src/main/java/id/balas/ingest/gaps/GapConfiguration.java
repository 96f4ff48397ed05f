package id.balas.ingest.gaps;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Enables the scheduler that starts scans.
@Configuration
@EnableScheduling
class GapConfiguration {}
