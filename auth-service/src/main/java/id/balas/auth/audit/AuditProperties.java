package id.balas.auth.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long entries are kept.
@ConfigurationProperties("balas.auth")
record AuditProperties(@DefaultValue("400d") Duration auditKept) {}
