package id.balas.sender.media;

import id.balas.sender.media.MediaCache.CachedFile;
import id.balas.sender.media.MediaStore.Stored;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Uploads files before they are sent, and serves received ones. A customer's file is never
/// trusted: it cannot run scripts in the browser, and everything but images, audio and video is an
/// attachment.
@RestController
@RequestMapping("/media")
@Tag(name = "Media", description = "Files: upload before sending, show what was received")
class MediaController {

  private static final String UPLOAD = "Upload a file";
  private static final String UPLOAD_DETAILS =
      "The body is the file and the Content-Type its type, or a form with a part `file`. Images may have 5 MB, video and"
          + " audio 16 MB, documents 100 MB.";
  private static final String FILE_DETAILS =
      "With Range and ETag. Images, video and audio are inline; everything else is an attachment.";

  /// The form of an upload, for the API description.
  record Form(@Schema(type = "string", format = "binary") String file) {}

  private final MediaStore store;

  MediaController(MediaStore store) {
    this.store = store;
  }

  @Operation(
      summary = UPLOAD,
      description = UPLOAD_DETAILS,
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = "multipart/form-data",
                    schema = @Schema(implementation = Form.class)),
                @Content(
                    mediaType = "image/jpeg",
                    schema = @Schema(type = "string", format = "binary"))
              }))
  @ApiResponse(responseCode = "413", description = "Larger than WhatsApp's limit for its type")
  @ApiResponse(responseCode = "415", description = "No usable Content-Type")
  @ApiResponse(responseCode = "502", description = "The provider did not accept the file")
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  Stored uploadForm(
      @Parameter(description = "Name of the channel", example = "default")
          @RequestParam(defaultValue = "default")
          String channel,
      @RequestParam MultipartFile file)
      throws IOException {
    MediaType type = type(file.getContentType());
    mustFit(type, file.getSize());
    return store.upload(channel, type, file.getInputStream());
  }

  /// Accepts the file as the request body. The operation above documents both forms.
  @Hidden
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Stored upload(@RequestParam(defaultValue = "default") String channel, HttpServletRequest request)
      throws IOException {
    MediaType type = type(request.getContentType());
    mustFit(type, request.getContentLengthLong());
    return store.upload(channel, type, request.getInputStream());
  }

  private static MediaType type(@Nullable String written) {
    try {
      MediaType type = MediaType.parseMediaType(written == null ? "" : written);
      boolean isForm =
          type.getType().equals("multipart")
              || type.isCompatibleWith(MediaType.APPLICATION_FORM_URLENCODED);
      if (type.isConcrete() && !isForm) {
        return type;
      }
    } catch (InvalidMediaTypeException _) {
      // Rejected below, as any other invalid type.
    }
    throw ProblemException.of(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "The Content-Type does not say what the file is. Send a type such as image/jpeg.");
  }

  private static void mustFit(MediaType type, long size) {
    if (size > FileLimit.of(type)) {
      throw FileLimit.tooLarge(FileLimit.of(type));
    }
  }

  @Operation(summary = "Show a file", description = FILE_DETAILS)
  @ApiResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "404", description = "No such channel or file, or older than 30 days")
  @ApiResponse(responseCode = "502", description = "The provider did not return the file")
  @GetMapping("/{id}")
  ResponseEntity<Resource> file(
      @Parameter(description = "The media id of a message", example = "jpeg-4f1a9c") @PathVariable
          String id,
      @Parameter(description = "Name of the channel", example = "default")
          @RequestParam(defaultValue = "default")
          String channel)
      throws IOException {
    return shown(store.file(channel, id));
  }

  @Operation(summary = "Show a linked file", description = FILE_DETAILS)
  @ApiResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "404", description = "The file no longer exists")
  @ApiResponse(responseCode = "502", description = "The provider did not return the file")
  @GetMapping
  ResponseEntity<Resource> linked(
      @Parameter(
              description = "The link of a message, to one of the provider's hosts",
              example = "https://s3.eu-central-1.wasabisys.com/in-files/a.jpg")
          @RequestParam
          String link)
      throws IOException {
    return shown(store.linked(link));
  }

  private static ResponseEntity<Resource> shown(CachedFile file) {
    ContentDisposition disposition =
        (FileLimit.isShown(file.type())
                ? ContentDisposition.inline()
                : ContentDisposition.attachment())
            .build();
    return ResponseEntity.ok()
        .contentType(file.type())
        .eTag(file.tag())
        .cacheControl(CacheControl.noCache().cachePrivate())
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .body(new FileSystemResource(file.path()));
  }
}
