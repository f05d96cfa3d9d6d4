package chat.parley.api.web;

import chat.parley.api.system.Problems;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The files that the page consists of, at `/web/<version>/<path>`. They are no calls of the API:
/// they are answered before it is asked.
///
/// What there is under this api's own version never changes. While apis of two versions run side by
/// side, one may be asked for what another's page names: it gives what it has, and has nobody keep
/// it.
@ServerFilter("/web/**")
class WebAssets implements Ordered {
  private static final Pattern ADDRESS = Pattern.compile("/web/([^/]+)/(.+)");

  /// Read when a page first asks for one: who only calls the API doesn't wait for them.
  private final BeanProvider<WebFiles> files;

  WebAssets(BeanProvider<WebFiles> files) {
    this.files = files;
  }

  /// After what names the request, before what asks who sent it.
  @Override
  public int getOrder() {
    return ServerFilterPhase.FIRST.order();
  }

  @RequestFilter
  @Nullable HttpResponse<?> answer(HttpRequest<?> request) {
    Matcher address = ADDRESS.matcher(request.getPath());
    boolean isAsked =
        request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
    if (!isAsked || !address.matches() || address.group(2).equals(WebFiles.PAGE)) {
      return null;
    }
    boolean isOurs = address.group(1).equals(files.get().version());
    String keeping = isOurs ? WebFile.FOR_EVER : WebFile.ASK_FIRST;
    return files
        .get()
        .find(address.group(2))
        .<HttpResponse<?>>map(file -> file.answer(request, keeping))
        .orElseGet(Problems::notFound);
  }
}
