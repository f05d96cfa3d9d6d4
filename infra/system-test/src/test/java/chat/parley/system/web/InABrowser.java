package chat.parley.system.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Tests in the one browser, which are given the [Site]: one class after the other, as Playwright
/// serves one thread at a time. All in the same thread, as two would only wait for each other: the
/// other one runs what needs no browser meanwhile.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnASite.class)
@Execution(ExecutionMode.SAME_THREAD)
@interface InABrowser {}
