package id.balas.sender.media;

import id.balas.service.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Limits the uploads of one user at the same time, so that one user cannot fill the disk. It runs
/// before the body is read, and after the authentication.
@Component
final class UploadLimitFilter extends OncePerRequestFilter {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final int uploadsPerUser;
  private final Map<String, Integer> uploads = new ConcurrentHashMap<>();

  UploadLimitFilter(MediaProperties settings) {
    this.uploadsPerUser = settings.uploadsPerUser();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals(HttpMethod.POST.name())
        || !request.getServletPath().equals("/media");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String user = String.valueOf(request.getRemoteUser());
    try {
      if (uploads.merge(user, 1, Integer::sum) <= uploadsPerUser) {
        chain.doFilter(request, response);
      } else {
        Problem.of(
                HttpStatus.TOO_MANY_REQUESTS,
                "You already upload %d files. Wait until one is complete."
                    .formatted(uploadsPerUser))
            .retryAfter(RETRY_AFTER)
            .write(response);
      }
    } finally {
      uploads.computeIfPresent(user, (_, number) -> number == 1 ? null : number - 1);
    }
  }
}
