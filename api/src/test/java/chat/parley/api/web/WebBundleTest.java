package chat.parley.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebBundleTest {
  @Test
  void eachModuleIsAFunctionThatIsRunOnceAfterThoseItNeeds() {
    String bundle =
        bundled(
            """
            import { render } from 'preact';
            import { a } from './a.js';
            import { b } from '../sdk/b.js';
            render(a, b);
            """,
            """
            import { b } from '../sdk/b.js';
            const own = 1;
            export const a = own + b;
            """,
            """
            export async function b() {}
            """);

    assertThat(bundle)
        .isEqualTo(
            """
            import * as $0 from 'preact';
            const $2 = (() => { // sdk/b.js
            async function b() {}
            return { b };
            })();
            const $1 = (() => { // app/a.js
            const { b } = $2;
            const own = 1;
            const a = own + b;
            return { a };
            })();
            const { render } = $0;
            const { a } = $1;
            const { b } = $2;
            render(a, b);
            """);
  }

  @Test
  void whatAModuleHandsOnItHasFromAnother() {
    String bundle =
        bundled(
            "import { b } from './a.js';\n",
            "export { b, c } from '../sdk/b.js';\n",
            "export class b {}\nexport function c() {}\n");

    assertThat(bundle).contains("return { b: $1.b, c: $1.c };\n", "const { b } = $0;\n");
  }

  @Test
  void commentsThatHaveTheirLinesToThemselvesAreLeftOut() {
    String bundle =
        bundled(
            """
            // One.
              /** Two, @type {import('./x.js').X} */
            /**
             * Three: 2 * 3.
             **/
            const url = 'http://example.org'; // Four.
            /* Five. */ const six = 6;
            """,
            "",
            "");

    assertThat(bundle)
        .isEqualTo(
            """
            const url = 'http://example.org'; // Four.
            /* Five. */ const six = 6;
            """);
  }

  @Test
  void aCircleEndsIt() {
    assertThatThrownBy(
            () ->
                bundled(
                    "import { a } from './a.js';\n",
                    "import { b } from '../sdk/b.js';\n",
                    "import { a } from '../app/a.js';\n"))
        .hasMessage("sdk/b.js and app/a.js need each other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import a from './a.js';",
        "import * as a from './a.js';",
        "import { a as b } from './a.js'; b();",
        "import './a.js';",
        "export default 1;",
        "export let a = 1;",
        "export { a };",
      })
  void whatItDoesNotReadEndsIt(String line) {
    assertThatThrownBy(() -> bundled(line + "\n", "", "")).hasMessage("app/main.js: " + line);
  }

  private static String bundled(String main, String a, String b) {
    Map<String, String> sources = Map.of("app/main.js", main, "app/a.js", a, "sdk/b.js", b);
    return WebBundle.of("app/main.js", path -> Objects.requireNonNull(sources.get(path), path));
  }
}
