package id.balas.service.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/// Finds the partition of a key with the algorithm of the Kafka producer's default partitioner.
public final class KeyPartition {

  private KeyPartition() {}

  public static int of(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
