package id.balas.sender.media;

import id.balas.service.settings.InvalidSettingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The directory of the file cache, its maximum size and retention. Links are fetched from the
/// provider's own host and from `hosts`, and only below `paths`. `longestTransfer` limits the time
/// of one transfer, `uploadsPerUser` the uploads of one user at the same time.
@ConfigurationProperties("balas.media")
record MediaProperties(
    Path cacheDir,
    @DefaultValue("1GB") DataSize cacheSize,
    @DefaultValue("30d") Duration keep,
    @DefaultValue("s3.eu-central-1.wasabisys.com") List<String> hosts,
    @DefaultValue("/in-files/") List<String> paths,
    @DefaultValue("2m") Duration longestTransfer,
    @DefaultValue("4") int uploadsPerUser) {

  MediaProperties {
    if (cacheSize.compareTo(DataSize.ofBytes(2 * FileLimit.LARGEST)) < 0) {
      throw new InvalidSettingException(
          "balas.media.cache-size", "is too small for two files", "set it to 200MB or more");
    }
    if (uploadsPerUser < 1) {
      throw new InvalidSettingException(
          "balas.media.uploads-per-user", "is below 1", "set it to a number such as 4");
    }
  }
}
