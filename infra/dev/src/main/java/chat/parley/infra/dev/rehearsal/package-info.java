/// Api and push at work for some seconds, for what they learn in it: their AOT caches. A part of
/// the build, after both programs; whoever starts a [chat.parley.infra.dev.Program] later has it.
@NullMarked
package chat.parley.infra.dev.rehearsal;

import org.jspecify.annotations.NullMarked;
