package id.balas.service.kafka;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `partitions` is the partition count of every topic; `replication` is the minimum replication
/// factor.
@ConfigurationProperties("balas.kafka")
record TopicProperties(@DefaultValue("12") int partitions, @DefaultValue("1") int replication) {}
