package chat.parley.api.draft;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder for files that nobody needs once the process is gone that made them. It may be shared
/// by any number of processes, also on several machines. Safe for any thread.
///
/// ```
/// <process>.lock    locked while the process lives
/// <process>/<uuid>  what it writes
/// ```
///
/// The system ends a lock with its process, also after SIGKILL. So what lies beside a lock that
/// is free is nobody's, and [#sweep] takes it away.
public final class Drafts implements AutoCloseable {
  /// What has no lock, or one that can't be tried, goes when it is as old as this.
  private static final Duration ABANDONED = Duration.ofDays(1);

  private static final Pattern OURS =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\\.lock)?");

  private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);

  private final Path folder;
  private final Clock clock;
  private @Nullable Claim claim;

  /// @param folder made when it is first needed
  public Drafts(Path folder, Clock clock) {
    this.folder = folder.toAbsolutePath().normalize();
    this.clock = clock;
  }

  /// Where nothing is yet and nobody else writes. Whoever asked deletes it, or moves it away.
  public Path next() throws IOException {
    return claim().folder().resolve(UUID.randomUUID().toString());
  }

  /// Made at first need, and anew when somebody cleared the folder away.
  private synchronized Claim claim() throws IOException {
    Claim ours = claim;
    if (ours == null || !ours.holds()) {
      if (ours != null) {
        ours.close();
      }
      ours = Claim.stake(folder);
      claim = ours;
    }
    return ours;
  }

  /// Deletes what dead processes left behind, and nothing of those that live.
  public void sweep() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.toRealPath())) {
      for (Path each : all) {
        try {
          sweep(each);
        } catch (NoSuchFileException e) {
          LOG.debug("swept by somebody else: {}", each);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      LOG.debug("nothing to sweep: {}", folder);
    }
  }

  private void sweep(Path found) throws IOException {
    // The folder may have been one that others use too.
    if (!OURS.matcher(found.getFileName().toString()).matches() || Files.isSymbolicLink(found)) {
      return;
    }
    boolean mayBeAlive =
        Claim.isLock(found) ? Claim.look(found) != Claim.Fate.UNKNOWN : Claim.hasLock(found);
    if (!mayBeAlive) {
      sweepOld(found);
    }
  }

  private void sweepOld(Path found) throws IOException {
    Instant changed = Files.getLastModifiedTime(found).toInstant();
    if (changed.isBefore(clock.instant().minus(ABANDONED))) {
      PathUtils.delete(found);
    }
  }

  /// Drafts that are there still are nobody's from now on.
  @Override
  public synchronized void close() throws IOException {
    if (claim != null) {
      claim.close();
      claim = null;
    }
  }
}
